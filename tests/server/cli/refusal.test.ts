import { describe, expect, it } from 'vitest';
import { Refused } from '#server/cli/client.ts';
import { commandErrorOf } from '#server/cli/refusal.ts';

const refused = (status: number, code: string, problems?: { severity: 'error'; code: string; message: string }[]) =>
  commandErrorOf(new Refused({ type: 'about:blank', title: '', status, code, detail: 'A sentence.', ...(problems ? { problems } : {}) }));

describe('what a server refuses', () => {
  it.each([
    [402, 'OVER_BUDGET', 3],
    [422, 'GRAPH_INVALID', 2],
    [413, 'BODY_TOO_LARGE', 2],
    [507, 'DISK_FULL', 1],
    [500, 'INTERNAL', 1],
  ])('with %i %s ends a command with %i', (status, code, exitCode) => {
    expect(refused(status, code)).toMatchObject({ exitCode, message: 'A sentence.', lines: [] });
  });

  it('is told by its problems where it has some', () => {
    const error = refused(422, 'GRAPH_INVALID', [{ severity: 'error', code: 'GRAPH_EMPTY', message: 'Nothing to run.' }]);
    expect(error.message).toBe('');
    expect(error.lines).toEqual([expect.stringContaining('Nothing to run.')]);
  });
});
