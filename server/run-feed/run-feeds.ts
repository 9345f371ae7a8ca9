import type { RunEvent } from '#server/contract/events.ts';
import type { RunView } from '#server/contract/runs.ts';
import type { Caller, Engine, Listener } from '#server/runs/engine-contract.ts';

/** A socket, as far as a feed needs it. */
type Member = {
  readonly id: string;
  join(room: string): unknown;
  leave(room: string): unknown;
  emit(name: 'event', event: RunEvent): unknown;
};
type Joining = { readonly socket: Member; answer(snapshot: RunView): void };
type Feed = { members: number; readonly waiting: Set<RunEvent[]>; readonly stop: Promise<() => void> };

export type RunFeeds = {
  /** Gives the socket a snapshot and every event after it. The answer ends that. Throws 404 for a run it may not see. */
  join(caller: Caller, runId: string, joining: Joining): Promise<() => void>;
  close(): void;
};

/** One listener a run, whatever the number of sockets that follow it: an event is written once for all of them. */
export function createRunFeeds(engine: Engine, roomOf: (room: string) => Listener): RunFeeds {
  const feeds = new Map<string, Feed>();

  function feedOf(caller: Caller, runId: string, room: string): Feed {
    const found = feeds.get(room);
    if (found) return found;
    const waiting = new Set<RunEvent[]>();
    const to = roomOf(room);
    const listener: Listener = {
      event(event) {
        for (const buffer of waiting) buffer.push(event);
        to.event(event);
      },
      progress: (message) => to.progress(message),
    };
    const feed: Feed = { members: 0, waiting, stop: Promise.resolve(engine.listen(caller, runId, listener)) };
    feeds.set(room, feed);
    return feed;
  }

  function leaveFeed(room: string, feed: Feed): void {
    feed.members -= 1;
    if (feed.members > 0) return;
    feeds.delete(room);
    void feed.stop.then(
      (stop) => stop(),
      () => undefined,
    );
  }

  return {
    async join(caller, runId, { socket, answer }) {
      const room = `${caller.workspaceId}/${runId}`;
      const feed = feedOf(caller, runId, room);
      feed.members += 1;
      const buffer: RunEvent[] = [];
      feed.waiting.add(buffer);
      try {
        await feed.stop;
        const snapshot = await engine.view(caller, runId);
        answer(snapshot);
        for (const event of buffer) if (event.seq > snapshot.seq) socket.emit('event', event);
        socket.join(room);
      } catch (error) {
        leaveFeed(room, feed);
        throw error;
      } finally {
        feed.waiting.delete(buffer);
      }
      return () => {
        socket.leave(room);
        leaveFeed(room, feed);
      };
    },
    close() {
      for (const feed of feeds.values())
        void feed.stop.then(
          (stop) => stop(),
          () => undefined,
        );
      feeds.clear();
    },
  };
}
