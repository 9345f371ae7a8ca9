/** Who drives which run. In embedded mode the only process drives every run, and leases are granted at once. */
export type DriverStore = {
  /** Takes the lease of a run where nobody holds it, or where it has ended. Times are the database's. */
  take(runId: string, holder: string, leaseMs: number): Promise<boolean>;
  /** Extends leases; answers those that are still held by `holder`. */
  renew(runIds: readonly string[], holder: string, leaseMs: number): Promise<string[]>;
  drop(runIds: readonly string[], holder: string): Promise<void>;
  /** Unfinished runs that nobody drives. */
  orphans(limit: number): Promise<string[]>;
  holderOf(runId: string): Promise<string | undefined>;
};

/** What the servers of a fleet tell each other of the agents that are connected to them; `agents` is JSON. */
export type AgentStore = {
  /** Says what is connected to a server, until the lease ends or it says so again. */
  announce(server: string, agents: unknown, leaseMs: number): Promise<void>;
  /** What the other servers say. */
  others(server: string): Promise<unknown[]>;
  leave(server: string): Promise<void>;
};

/** An input for the driver of a run, from any process; `input` is a graphs/run Input as JSON. Ids grow. */
export type InboxEntry = { readonly id: number; readonly runId: string; readonly input: unknown };
export type InboxStore = {
  add(runId: string, inputs: readonly unknown[]): Promise<number[]>;
  /** In the order they came. They are removed by `runs.append` with `taken`, in the transaction that commits what they changed. */
  list(runId: string, limit: number): Promise<InboxEntry[]>;
  /** Runs (of those given, else all) with something in their inbox. */
  filled(runIds?: readonly string[]): Promise<string[]>;
  /** Which of these have not been taken yet. */
  left(ids: readonly number[]): Promise<number[]>;
};
