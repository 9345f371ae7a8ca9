import { z } from 'zod';

/** What is wrong with a graph, and where. */
export const problemSchema = z.strictObject({
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  message: z.string(),
  node: z.string().optional(),
  port: z.string().optional(),
  param: z.string().optional(),
});

/** An error answer, `application/problem+json` (RFC 9457). */
export const errorSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  problems: z.array(problemSchema).optional(),
});
export type ErrorBody = z.infer<typeof errorSchema>;
