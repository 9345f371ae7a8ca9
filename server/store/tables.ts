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
    seq: number;
    tally: string;
    quote: string;
    estimate: string;
    budget_micros: number;
    idempotency_key: string | null;
    created_at: string;
    started_at: string | null;
    ended_at: string | null;
  };
  run_log: { run_id: string; seq: number; at: string; change: string };
  results: { workspace_id: string; fingerprint: string; result: string; created_at: string };
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
};
