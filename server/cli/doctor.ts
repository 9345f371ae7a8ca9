import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Command } from 'commander';
import pc from 'picocolors';
import { catalogue } from '#executors/catalogue/index.ts';
import { readSettings, type Settings } from '../env.ts';
import { findHolder } from '../store/data-lock.ts';
import { dataFindings } from './doctor-data.ts';
import { serviceFindings } from './doctor-services.ts';
import { CommandError, exitCodes } from './exit-codes.ts';
import type { Finding } from './finding.ts';

const run = promisify(execFile);

/** `filmloom doctor`: what is installed, reachable and configured, and what to do about the rest. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('says what is installed and configured, how large the data is, and what to do about the rest')
    .option('--json', 'the report as JSON')
    .action(doctor);
}

async function doctor({ json }: { json?: boolean }): Promise<void> {
  const settings = readSettings();
  const findings = [
    node(),
    await tool('ffmpeg', ['-version'], { use: 'makes and reads every picture, sound and film', needed: true }),
    await tool('ffprobe', ['-version'], { use: 'looks into files', needed: true }),
    await tool('espeak-ng', ['--version'], { use: 'speaks narration at the animatic tier' }),
    await fonts(),
    ...(await dataFindings(settings)),
    server(settings),
    models(),
    ...(await serviceFindings(settings)),
  ];
  if (json) console.log(JSON.stringify(findings));
  else for (const finding of findings) print(finding);
  if (findings.some(({ ok, needed }) => !ok && needed)) throw new CommandError(exitCodes.failed, '');
}

function print({ name, ok, text, advice }: Finding): void {
  console.log(`${ok ? pc.green('ok     ') : pc.yellow('missing')} ${pc.bold(name.padEnd(12))} ${text}`);
  if (!ok && advice) console.log(`${' '.repeat(21)}${advice}`);
}

function node(): Finding {
  const [major = 0] = process.versions.node.split('.').map(Number);
  return {
    name: 'Node',
    ok: major >= 24,
    text: process.versions.node,
    advice: 'Start Filmloom with “npm start”: it brings its own Node 24.',
    needed: true,
  };
}

async function tool(name: string, args: readonly string[], { use, needed = false }: { use: string; needed?: boolean }): Promise<Finding> {
  const advice = `It ${use}. On Debian or Ubuntu: apt-get install ${name === 'ffprobe' ? 'ffmpeg' : name}`;
  try {
    const { stdout } = await run(name, [...args]);
    return { name, ok: true, text: /\d+(\.\d+)+\S*/.exec(stdout)?.[0] ?? 'installed' };
  } catch {
    return { name, ok: false, text: 'not found', advice, needed };
  }
}

async function fonts(): Promise<Finding> {
  const wanted = { Latin: 'Noto Sans', CJK: 'Noto Sans CJK JP', Arabic: 'Noto Sans Arabic', emoji: 'Noto Color Emoji' };
  const list = await run('fc-list', [':', 'family']).then(
    ({ stdout }) => stdout,
    () => '',
  );
  const missing = Object.entries(wanted)
    .filter(([, family]) => !list.includes(family))
    .map(([script]) => script);
  const text = missing.length === 0 ? Object.keys(wanted).join(', ') : `none for ${missing.join(', ')}`;
  return {
    name: 'Fonts',
    ok: missing.length === 0,
    text,
    advice: 'On Debian or Ubuntu: apt-get install fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji',
  };
}

function server(settings: Settings): Finding {
  const holder = findHolder(settings.dataFolder);
  return {
    name: 'Server',
    ok: true,
    text: holder?.url ? `running at ${holder.url}` : `not running; it would listen on ${settings.host}:${settings.port}`,
  };
}

function models(): Finding {
  const available = catalogue.filter((row) => row.available);
  return { name: 'Models', ok: available.length > 0, text: available.map(({ title }) => title).join(', ') };
}
