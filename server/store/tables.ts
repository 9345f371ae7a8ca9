import type { Generated } from 'kysely';

/** The tables as Kysely sees them. Times are RFC 3339 texts, JSON is text, money is whole micro-dollars. */
export type Tables = {
  workspaces: { id: string; created_at: string };
  users: { id: string; workspace_id: string; created_at: string };
  runs: {
    id: string;
    workspace_id: string;
    user_id: string;
    graph_id: string | null;
    name: string;
    label: string | null;
    tier: string;
    state: string;
    priority: number;
    seq: number;
    tally: string;
    quote: string;
    estimate: string;
    budget_micros: number;
    idempotency_key: string | null;
    /** 1 where a person wants it never to be cleaned up. */
    keep: Generated<number>;
    created_at: string;
    started_at: string | null;
    ended_at: string | null;
  };
  run_log: { run_id: string; seq: number; at: string; change: string };
  /** `used_at`: when it was last found, to the hour. */
  results: { workspace_id: string; fingerprint: string; result: string; created_at: string; used_at: string };
  assets: {
    workspace_id: string;
    id: string;
    user_id: string;
    kind: string;
    name: string;
    /** The name in lower case, for searching. */
    name_folded: string;
    bytes: number;
    media: string;
    facts: string;
    seconds: number | null;
    value: string | null;
    uploaded: number;
    made: number;
    created_at: string;
  };
  agent_servers: { server: string; agents: string; until_ms: number };
  graphs: {
    id: string;
    workspace_id: string;
    user_id: string;
    name: string;
    revision: number;
    graph: string;
    nodes: number;
    created_at: string;
    updated_at: string;
    removed_at: string | null;
  };
  graph_versions: { graph_id: string; revision: number; name: string; graph: string; saved_at: string };
  quotes: { id: string; workspace_id: string; graph_hash: string; body: string; expires_at: string };
  choices: { workspace_id: string; graph_key: string; tier: string; choices: string };
  templates: {
    id: string;
    workspace_id: string;
    user_id: string;
    name: string;
    description: string;
    graph: string;
    nodes: number;
    created_at: string;
  };
  provider_calls: {
    ref: string;
    workspace_id: string;
    user_id: string;
    run_id: string;
    step_id: string;
    attempt: number;
    fingerprint: string;
    provider: string;
    row_id: string;
    state: string;
    micros: number;
    actual_micros: number | null;
    refunded_micros: number;
    task: string;
    submission: string;
    handle: string;
    /** Of the canonical handle, so that two calls can be compared. */
    handle_hash: string | null;
    outcome: string;
    intent_at: string;
    sent_at: string | null;
    accepted_at: string | null;
    settled_at: string | null;
  };
  ledger: {
    id: Generated<number>;
    at: string;
    /** The UTC day on which the money of its call was held: the day and month that it counts in. */
    day: string;
    workspace_id: string;
    user_id: string;
    run_id: string;
    step_id: string;
    attempt: number;
    row_id: string;
    provider: string;
    ref: string;
    type: 'hold' | 'release' | 'charge' | 'refund';
    micros: number;
    estimate_micros: number;
  };
  /** Held and spent, kept beside the ledger so that a limit is checked in one statement. */
  money_accounts: { scope: string; held: number; spent: number };
  caps: { workspace_id: string; scope: string; subject_id: string; limit_micros: number };
  credentials: {
    workspace_id: string;
    provider: string;
    ciphertext: string;
    last_four: string;
    created_at: string;
    updated_at: string;
    updated_by: string;
  };
  /** Leases of the processes that drive runs; ends are milliseconds since 1970 by the database's clock. */
  run_drivers: { run_id: string; holder: string; until_ms: number };
  run_inbox: { id: Generated<number>; run_id: string; input: string; at: string };
  /** The queue of a fleet; what the columns mean is said where the table is made. */
  tasks: {
    run_id: string;
    step_id: string;
    attempt: number;
    workspace_id: string;
    user_id: string;
    lane: string;
    priority: number;
    rank: number;
    place: number;
    seconds: number;
    not_before_ms: number;
    job: string;
    ticket: number;
    free_at_ms: number;
    holder: string | null;
    fence: number;
    claims: number;
    wanted: number;
  };
  lanes: { lane: string; concurrent: number | null; per_minute: number | null; paused_until_ms: number; turn: Generated<number> };
  lane_starts: { lane: string; at_ms: number };
  fair_shares: { lane: string; user_id: string; vtime: number; started: number; touched_ms: number };
  /** Files that nothing named at `since`: they go when that is still so a while later. */
  loose_files: { id: string; since: string };
  /** Work that one process at a time does, and until when it is its. */
  chores: { name: string; holder: string; until_ms: number };
  user_weights: { user_id: string; weight: number };
};
