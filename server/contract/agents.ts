import { z } from 'zod';

/** A machine that is connected to this server and does steps for it. */
export const agentView = z.strictObject({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  gpus: z.array(z.strictObject({ id: z.string(), name: z.string(), memoryMib: z.number().nullable(), slice: z.boolean() })),
  runners: z.array(z.string()),
  /** Ids of the models it serves. */
  rows: z.array(z.string()),
  cpu: z.boolean(),
  slots: z.int(),
  busy: z.int(),
  /** Why it takes nothing now, in the order of what counts most; empty while it works as much as it can. */
  idle: z.array(z.string()),
  /** How often each reason kept a slot empty since it connected. */
  idleCounts: z.record(z.string(), z.int()),
  since: z.iso.datetime(),
});
export type AgentView = z.infer<typeof agentView>;
export const agentsAnswer = z.strictObject({ agents: z.array(agentView) });
