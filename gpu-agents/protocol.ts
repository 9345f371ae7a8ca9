import { z } from 'zod';

/** Versions of the protocol that this code speaks. A change that an old peer cannot follow raises `max`. */
export const spoken = { min: 1, max: 1 } as const;
export type VersionRange = z.infer<typeof versionRange>;

/** Socket namespace of agents. */
export const agentsNamespace = '/agents';

/** What an agent may send in one message; larger values of a result are refused by the agent itself. */
export const mostMessageBytes = 900_000;

const versionRange = z.object({ min: z.int().min(1), max: z.int().min(1) });
const id = z.string().regex(/^[A-Za-z0-9._-]{1,80}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const sentence = z.string().max(2_000);
const plain = z.record(z.string(), z.unknown());

/** Why a free slot takes nothing: counted by whoever knows it. */
export const idleReasons = ['no-task', 'lane-limit', 'no-memory', 'resting', 'draining'] as const;
export type IdleReason = (typeof idleReasons)[number];

export const gpuSchema = z.object({
  /** UUID of the GPU, or of one MIG slice of it. */
  id: z.string().max(100),
  name: z.string().max(100),
  /** What a job can use, in MiB; null where the driver does not say. */
  memoryMib: z.number().nullable(),
  slice: z.boolean(),
});
export type Gpu = z.infer<typeof gpuSchema>;

/** A row of the catalogue that an agent brings along; the shape is `Row` of nodes/price.ts. */
const pace = z.object({ base: z.number().min(0), perSecond: z.number().min(0) });
export const agentRowSchema = z.object({
  id,
  title: z.string().min(1).max(100),
  rev: z.int().min(1),
  kinds: z.array(z.string()).min(1),
  tier: z.enum(['animatic', 'draft', 'standard', 'premium']),
  takes: z.array(z.string()),
  maxSeconds: z.number().positive().optional(),
  maxWidth: z.int().positive().optional(),
  maxHeight: z.int().positive().optional(),
  price: z.object({ per: z.enum(['second', 'image', 'call', 'character']), micros: z.int().min(0) }),
  pace,
});
export type AgentRow = z.infer<typeof agentRowSchema>;

/** A lease that an agent holds, or held when the connection broke: its id and the server's sealed ticket. */
const heldLease = z.object({ lease: id, ticket: z.string().max(2_000_000) });

export const helloSchema = z.object({
  protocol: versionRange,
  /** Stays with the agent's state folder. */
  agent: id,
  /** New with every start of the process. */
  instance: id,
  name: z.string().min(1).max(100),
  version: z.string().max(50),
  gpus: z.array(gpuSchema).max(64),
  runners: z.array(z.string().max(80)).max(50),
  rows: z.array(agentRowSchema).max(200),
  /** Whether it does the work of the local lane. */
  cpu: z.boolean(),
  slots: z.int().min(0).max(1_000),
  holds: z.array(heldLease).max(1_000),
});
export type Hello = z.infer<typeof helloSchema>;

export type Refusal = {
  readonly error: { readonly code: 'UPGRADE_REQUIRED' | 'HELLO_INVALID' | 'ROW_TAKEN' | 'INTERNAL'; readonly message: string };
};
export type Welcome = {
  readonly version: number;
  readonly agent: string;
  readonly leaseMs: number;
  readonly renewEveryMs: number;
  /** Leases that are still this agent's. Whatever else it holds must be let go. */
  readonly keep: readonly string[];
};

/** The highest version that both sides speak, or nothing. */
export function negotiate(ours: VersionRange, theirs: VersionRange): number | undefined {
  const version = Math.min(ours.max, theirs.max);
  return version >= Math.max(ours.min, theirs.min) ? version : undefined;
}

/** What the lanes of an agent can take now. It replaces what was wanted before and is used up by one lease. */
export const wantSchema = z.object({
  /** Rows whose lane has room; `cpu` for the local lane. */
  rows: z.array(id).max(200),
  cpu: z.boolean(),
  busy: z.int().min(0),
  /** Why the other rows take nothing. */
  idle: z.partialRecord(z.enum(idleReasons), z.int().min(0)),
});
export type Want = z.infer<typeof wantSchema>;

/** A file that a job reads. `url` may be relative to the server's address. */
export const inputFileSchema = z.object({ sha256, bytes: z.int().min(0), url: z.string() });
export type InputFile = z.infer<typeof inputFileSchema>;

export const leaseSchema = z.object({
  lease: id,
  ticket: z.string(),
  runId: z.string(),
  step: z.string(),
  attempt: z.int(),
  fence: z.int(),
  /** Missing for the work of the local lane. */
  row: z.string().optional(),
  job: z.object({
    kind: z.string(),
    params: plain,
    take: z.int().min(0),
    reads: plain,
    fingerprint: z.string(),
    fresh: z.boolean(),
    gives: plain.optional(),
    name: z.string(),
  }),
  inputs: z.array(inputFileSchema),
  leaseMs: z.number().positive(),
});
export type Lease = z.infer<typeof leaseSchema>;

export const renewSchema = z.object({ leases: z.array(id).max(1_000) });
export type RenewAnswer = { readonly answers: Readonly<Record<string, 'held' | 'stop' | 'lost'>> };

/** `seq` rises with every message of a lease; what comes out of order is left out. */
export const progressSchema = z.object({
  lease: id,
  seq: z.int().min(0),
  fraction: z.number().min(0).max(1),
  note: z.string().max(300).optional(),
});
export type Progress = z.infer<typeof progressSchema>;

/** Asks for addresses: of what a job reads (again, when they have expired), or of where its results go. */
export const inputsSchema = z.object({ ticket: z.string() });
export const uploadsSchema = z.object({
  ticket: z.string(),
  files: z.array(z.object({ sha256, bytes: z.int().min(1) })).max(1_000),
});
/** `url` is missing where the server has the file already. */
export type UploadAnswer = { readonly files: readonly { readonly sha256: string; readonly url?: string }[] };

const given = z.union([
  z.object({ sha256, bytes: z.int().min(1), key: z.string().optional() }),
  z.object({ value: z.unknown(), facts: plain.optional(), key: z.string().optional() }),
]);
export type Given = z.infer<typeof given>;
export const outcomeSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('succeeded'),
    gives: z.record(z.string(), z.union([given, z.array(given)])),
    warnings: z.array(z.object({ code: z.string().max(80), message: sentence })).max(100),
  }),
  z.object({
    type: z.literal('failed'),
    code: z.string().max(80),
    message: sentence,
    detail: z.string().max(20_000).optional(),
    retryAfterMs: z.number().min(0).optional(),
  }),
  /** Stopped because the server said that nobody wants it any more. */
  z.object({ type: z.literal('stopped') }),
  /** Handed back undone: the agent drains, or cannot take it. */
  z.object({ type: z.literal('refused'), reason: sentence }),
]);
export type AgentOutcome = z.infer<typeof outcomeSchema>;

/** The end of a lease, repeated until it is answered. */
export const reportSchema = z.object({ ticket: z.string(), outcome: outcomeSchema });
/**
 * `taken`: reported to the run · `late`: the lease was lost, and a good result is kept all the same · `incomplete`: these
 * files have not arrived; upload them and report again · `invalid`: it can never be taken.
 */
export type ReportAnswer =
  | { readonly type: 'taken' | 'late' }
  | { readonly type: 'incomplete'; readonly missing: readonly string[] }
  | { readonly type: 'invalid'; readonly message: string };

export type AgentToServer = {
  hello(hello: Hello, answer: (answer: Welcome | Refusal) => void): void;
  want(want: Want): void;
  renew(renew: z.infer<typeof renewSchema>, answer: (answer: RenewAnswer) => void): void;
  progress(progress: Progress): void;
  inputs(request: z.infer<typeof inputsSchema>, answer: (answer: { files: InputFile[] } | Failure) => void): void;
  uploads(request: z.infer<typeof uploadsSchema>, answer: (answer: UploadAnswer | Failure) => void): void;
  report(report: z.infer<typeof reportSchema>, answer: (answer: ReportAnswer | Failure) => void): void;
};
/** The server could not answer now; the same again later. */
export type Failure = { readonly failure: string };

export type ServerToAgent = {
  /** Answered as soon as the lease is in the agent's journal. */
  lease(lease: Lease, answer: (answer: { taken: boolean }) => void): void;
  cancel(lease: { lease: string; why: 'stop' | 'lost' }): void;
  /** Another process speaks for this agent now. */
  replaced(): void;
};
