import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError, OfflineError } from '#editor/server/api-error.ts';
import { createSaver, type Saved } from '#editor/stores/autosave.ts';
import type { Graph } from '#graphs/document.ts';
import { sampleGraph } from '../sample-graph.ts';

/** A document and a server that answers when it is told to. */
function setUp() {
  const state: Saved = { graphId: 'g', graph: sampleGraph(), revision: 1, save: { is: 'saved' } };
  const asked: { graph: Graph; revision: number; answer(): void; fail(error: Error): void }[] = [];
  const saver = createSaver({
    read: () => state,
    setSave: (save, revision) => Object.assign(state, { save, revision: revision ?? state.revision }),
    put: (_, graph, revision) =>
      new Promise((resolve, reject) => {
        asked.push({ graph, revision, answer: () => resolve({ revision: revision + 1 }), fail: reject });
      }),
  });
  const edit = (name: string): void => {
    state.graph = { ...state.graph, name };
    saver.changed();
  };
  return { state, asked, saver, edit };
}

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
const conflict = new ApiError({ status: 412, code: 'REVISION', detail: 'Changed elsewhere.' });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('createSaver', () => {
  it('saves once, after the typing has stopped', async () => {
    const { state, asked, edit } = setUp();
    for (const name of ['a', 'ab', 'abc']) {
      edit(name);
      await vi.advanceTimersByTimeAsync(300);
    }
    expect(state.save.is).toBe('unsaved');
    await vi.advanceTimersByTimeAsync(800);
    expect(asked.map(({ graph }) => graph.name)).toEqual(['abc']);
    expect(state.save.is).toBe('saving');
    asked[0]?.answer();
    await settle();
    expect(state).toMatchObject({ save: { is: 'saved' }, revision: 2 });
  });

  it('saves somebody who never pauses all the same', async () => {
    const { asked, edit } = setUp();
    for (let at = 0; at < 12; at += 1) {
      edit(`n${at}`);
      await vi.advanceTimersByTimeAsync(500);
    }
    expect(asked.length).toBeGreaterThan(0);
  });

  it('keeps what is edited while a save is under way, and says that it is not saved', async () => {
    const { state, asked, edit } = setUp();
    edit('first');
    await vi.advanceTimersByTimeAsync(800);
    edit('second');
    await vi.advanceTimersByTimeAsync(2000);
    expect(asked).toHaveLength(1);
    asked[0]?.answer();
    await settle();
    expect(state.graph.name).toBe('second');
    expect(state.save.is).not.toBe('saved');
    await vi.advanceTimersByTimeAsync(800);
    expect(asked[1]).toMatchObject({ revision: 2, graph: { name: 'second' } });
    asked[1]?.answer();
    await settle();
    expect(state).toMatchObject({ save: { is: 'saved' }, revision: 3 });
  });

  it('says saved when an edit is undone before it was sent', async () => {
    const { state, asked, saver, edit } = setUp();
    const stored = state.graph;
    edit('oops');
    state.graph = stored;
    saver.changed();
    await vi.advanceTimersByTimeAsync(3000);
    expect(state.save.is).toBe('saved');
    expect(asked).toEqual([]);
  });

  it('tries again while nothing answers, with the newest version', async () => {
    const { state, asked, edit } = setUp();
    edit('first');
    await vi.advanceTimersByTimeAsync(800);
    asked[0]?.fail(new OfflineError());
    await settle();
    expect(state.save.is).toBe('offline');
    edit('second');
    expect(state.save.is).toBe('offline');
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked[1]?.graph.name).toBe('second');
    asked[1]?.answer();
    await settle();
    expect(state.save.is).toBe('saved');
  });

  it('stops at a conflict and sends nothing more', async () => {
    const { state, asked, edit } = setUp();
    edit('mine');
    await vi.advanceTimersByTimeAsync(800);
    asked[0]?.fail(conflict);
    await settle();
    edit('mine, longer');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(state.save.is).toBe('conflict');
    expect(asked).toHaveLength(1);
  });

  it('goes on from the version that was taken over', async () => {
    const { state, asked, saver, edit } = setUp();
    edit('mine');
    await vi.advanceTimersByTimeAsync(800);
    asked[0]?.fail(conflict);
    await settle();
    const theirs = { ...sampleGraph(), name: 'theirs' };
    saver.rebase(theirs);
    Object.assign(state, { graph: theirs, revision: 7, save: { is: 'saved' } });
    saver.changed();
    expect(state.save.is).toBe('saved');
    edit('mine again');
    await vi.advanceTimersByTimeAsync(800);
    expect(asked[1]).toMatchObject({ revision: 7, graph: { name: 'mine again' } });
  });

  it('says why the server refuses, and tries again after the next edit only', async () => {
    const { state, asked, edit } = setUp();
    edit('too large');
    await vi.advanceTimersByTimeAsync(800);
    asked[0]?.fail(new ApiError({ status: 413, code: 'TOO_LARGE', detail: 'The graph is larger than 8 MB.' }));
    await settle();
    expect(state.save).toEqual({ is: 'failed', reason: 'The graph is larger than 8 MB.' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(1);
    edit('smaller');
    await vi.advanceTimersByTimeAsync(800);
    expect(asked).toHaveLength(2);
  });

  it('answers a flush when everything is there, even with a save under way', async () => {
    const { asked, saver, edit } = setUp();
    edit('first');
    await vi.advanceTimersByTimeAsync(800);
    edit('second');
    const flushed = saver.flush();
    asked[0]?.answer();
    await settle();
    asked[1]?.answer();
    expect(await flushed).toBe(true);
    expect(asked[1]?.graph.name).toBe('second');
  });

  it('answers a flush with false when the save fails', async () => {
    const { asked, saver, edit } = setUp();
    edit('first');
    const flushed = saver.flush();
    asked[0]?.fail(new OfflineError());
    expect(await flushed).toBe(false);
  });
});
