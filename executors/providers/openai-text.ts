import { z } from 'zod';
import type { JsonObject } from './contract.ts';
import type { Call } from './openai-http.ts';

/** `responses`: OpenAI’s own interface · `chat`: the older one, which every compatible server speaks. */
export type Dialect = 'responses' | 'chat';

/** A question whose answer is one JSON object of a schema. */
export type Question = {
  readonly model: string;
  readonly name: string;
  readonly schema: z.ZodObject;
  readonly instructions: string;
  readonly input: string;
  /** The most tokens of the answer, those of its thinking included. */
  readonly mostTokens: number;
};

export function questionCall(dialect: Dialect, question: Question): Call {
  const path = dialect === 'responses' ? '/responses' : '/chat/completions';
  return { path, gives: 'json', body: dialect === 'responses' ? responsesBody(question) : chatBody(question) };
}

function responsesBody({ model, name, schema, instructions, input, mostTokens }: Question): JsonObject {
  return {
    model,
    instructions,
    input,
    max_output_tokens: mostTokens,
    reasoning: { effort: 'low' },
    store: false,
    text: { format: { type: 'json_schema', name, strict: true, schema: jsonSchema(schema) } },
  };
}

function chatBody({ model, name, schema, instructions, input, mostTokens }: Question): JsonObject {
  const messages = [
    { role: 'system', content: instructions },
    { role: 'user', content: input },
  ];
  const response_format = { type: 'json_schema', json_schema: { name, strict: true, schema: jsonSchema(schema) } };
  return { model, messages, max_tokens: mostTokens, response_format };
}

function jsonSchema(schema: z.ZodObject): JsonObject {
  const { $schema: _, ...plain } = z.toJSONSchema(schema);
  return plain as JsonObject;
}

/** What a model said: its text, or why there is none. */
type Said =
  | { readonly text: string }
  | { readonly refused: string }
  | { readonly cut: 'length' | 'moderation' }
  | { readonly failed: string };

/** Reads the answer of either interface. */
export function saidIn(answer: JsonObject): Said {
  return Array.isArray(answer.choices) ? saidInChat(answer) : saidInResponse(answer);
}

function saidInResponse({ status, error, incomplete_details: details, output }: JsonObject): Said {
  if (status === 'failed') return { failed: wordsOf((error as JsonObject | null)?.message) || 'no reason was given' };
  if (status === 'incomplete') return { cut: (details as JsonObject | null)?.reason === 'content_filter' ? 'moderation' : 'length' };
  const parts = (Array.isArray(output) ? (output as JsonObject[]) : [])
    .filter(({ type }) => type === 'message')
    .flatMap(({ content }) => (Array.isArray(content) ? (content as JsonObject[]) : []));
  const refusal = parts.find(({ type }) => type === 'refusal');
  if (refusal) return { refused: wordsOf(refusal.refusal) };
  return { text: parts.map(({ text }) => wordsOf(text)).join('') };
}

function saidInChat({ choices }: JsonObject): Said {
  const { message, finish_reason: reason } = ((choices as readonly JsonObject[])[0] ?? {}) as JsonObject;
  const { content, refusal } = (message ?? {}) as JsonObject;
  if (typeof refusal === 'string' && refusal) return { refused: refusal };
  if (reason === 'length') return { cut: 'length' };
  if (reason === 'content_filter') return { cut: 'moderation' };
  return { text: wordsOf(content) };
}

const wordsOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The object that was asked for, or one clause that says what is wrong with it. */
export function readObject<T>(text: string, schema: z.ZodType<T>): { readonly value: T } | { readonly wrong: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { wrong: text.trim() === '' ? 'gave an empty answer' : 'gave an answer that is not JSON' };
  }
  const read = schema.safeParse(json);
  if (read.success) return { value: read.data };
  const [issue] = read.error.issues;
  return { wrong: `gave an answer with a mistake at ${issue?.path.join('.') || 'its top'} (${issue?.message ?? 'not as asked for'})` };
}
