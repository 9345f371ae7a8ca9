import { access } from 'node:fs/promises';
import type { Client } from './client.ts';
import { CommandError, exitCodes } from './exit-codes.ts';

/**
 * Turns `name=value` pairs into inputs: numbers, true, false and JSON lists are read as such, `@file` is uploaded and
 * becomes its asset id, everything else is text.
 */
export async function readInputs(pairs: readonly string[], client: Client): Promise<Record<string, unknown>> {
  const inputs: Record<string, unknown> = {};
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    if (equals < 1) throw new CommandError(exitCodes.usage, `--input ${pair}: write it as name=value.`);
    inputs[pair.slice(0, equals)] = await readValue(pair.slice(equals + 1), client);
  }
  return inputs;
}

async function readValue(text: string, client: Client): Promise<unknown> {
  if (!text.startsWith('@')) return literal(text);
  const file = text.slice(1);
  await access(file).catch(() => {
    throw new CommandError(
      exitCodes.usage,
      `${file}: there is no such file. To pass a text that begins with “@”, put it in quotes: '"@…"'.`,
    );
  });
  return (await client.upload(file)).id;
}

function literal(text: string): unknown {
  if (!/^(-?\d+(\.\d+)?|true|false|".*"|\[.*\]|\{.*\})$/s.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
