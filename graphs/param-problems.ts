import type { z } from 'zod';
import type { NodeDef } from '#nodes/define.ts';
import { fields } from '#nodes/fields.ts';
import type { GraphNode, Problem } from './document.ts';

/** What is wrong with the params of a node, one problem each, in words. */
export function paramProblems(definition: NodeDef, id: string, node: GraphNode): Problem[] {
  const parsed = definition.params.safeParse(node.params ?? {});
  if (parsed.success) return [];
  return parsed.error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key): Problem => unknownParam(definition, id, key));
    const param = String(issue.path[0] ?? '');
    const given = node.params?.[param];
    const code = given === undefined ? 'PARAM_MISSING' : 'PARAM_INVALID';
    return [
      {
        severity: 'error',
        code,
        node: id,
        param,
        message: `${labelOf(definition, param)}${inside(issue)} ${given === undefined ? 'is needed' : wordsOf(issue)}.`,
      } satisfies Problem,
    ];
  });
}

function unknownParam(definition: NodeDef, id: string, key: string): Problem {
  const names = Object.keys(definition.params.shape);
  const offer = names.length > 0 ? ` It has ${names.map((name) => `“${name}”`).join(', ')}.` : ' It has none.';
  return {
    severity: 'error',
    code: 'PARAM_UNKNOWN',
    node: id,
    param: key,
    message: `${definition.title} has no parameter “${key}”.${offer}`,
  };
}

function labelOf(definition: NodeDef, param: string): string {
  const schema = definition.params.shape[param];
  return `“${(schema && fields.get(schema)?.label) || param}”`;
}

const inside = (issue: z.core.$ZodIssue): string =>
  issue.path.length > 1
    ? ` (${issue.path
        .slice(1)
        .map((part) => (typeof part === 'number' ? part + 1 : String(part)))
        .join(', ')})`
    : '';

function wordsOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_big':
      return `must be at most ${issue.maximum}${unitOf(issue.origin)}`;
    case 'too_small':
      return `must be at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'invalid_type':
      return `must be ${articleOf(issue.expected)}`;
    case 'invalid_value':
      return `must be ${listOf(issue.values)}`;
    case 'invalid_union':
      return `must be ${[...new Set(issue.errors.flat().map((one) => wordsOf(one as z.core.$ZodIssue).replace(/^must be /, '')))].join(', or ')}`;
    default:
      return `is not right: ${issue.message}`;
  }
}

const unitOf = (origin: string): string => (origin === 'string' ? ' characters long' : origin === 'array' ? ' in number' : '');
const articleOf = (expected: string): string =>
  expected === 'int' ? 'a whole number' : /^[aeio]/.test(expected) ? `an ${expected}` : `a ${expected}`;
const listOf = (values: readonly unknown[]): string =>
  values.length === 1 ? `“${values[0]}”` : `one of ${values.map((value) => `“${value}”`).join(', ')}`;
