import { expect, it } from 'vitest';
import { stepErrors } from '#executors/errors.ts';
import { problemCodes } from '#graphs/problem-codes.ts';
import { read } from './tree.ts';

it('docs/codes.md lists every code with its meaning', () => {
  const paper = read('docs/codes.md');
  const meanings = { ...problemCodes, ...Object.fromEntries(Object.entries(stepErrors).map(([code, { meaning }]) => [code, meaning])) };
  const missing = Object.entries(meanings).filter(([code, meaning]) => !paper.includes(`| \`${code}\` | ${meaning} |`));
  expect(missing).toEqual([]);
});
