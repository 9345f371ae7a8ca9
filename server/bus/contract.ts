import type { Sighting } from '#server/provider-health.ts';

/** What processes tell each other at once and forget: hints and progress. Nothing may depend on a message arriving. */
export type BusMessage =
  /** A paid step of a run has told whether the service behind it answers. */
  | { readonly type: 'provider-sighted'; readonly runId: string; readonly sighting: Sighting }
  /** The log of a run has grown to `seq`. */
  | { readonly type: 'log-grown'; readonly runId: string; readonly seq: number }
  /** Something lies in the inbox of a run. */
  | { readonly type: 'inbox-filled'; readonly runId: string }
  | { readonly type: 'progress'; readonly runId: string; readonly step: string; readonly fraction: number; readonly note?: string }
  /** Nobody wants these steps of a run any more. */
  | { readonly type: 'stop-wanted'; readonly runId: string };

export type Bus = {
  publish(message: BusMessage): void;
  /** Hears everything about one run, or about every run (`*`). The answer ends it; resolved when listening has begun. */
  listen(runId: string | '*', listener: (message: BusMessage) => void): Promise<() => void>;
  /** Resolves when a message sent now would come back: proves that the connection is alive in both directions. */
  ping(): Promise<void>;
  close(): Promise<void>;
};
