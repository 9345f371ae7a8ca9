import { z } from 'zod';
import type { App, AppParts } from '#server/app-parts.ts';
import { callerOf } from '#server/plugins/admission.ts';
import { refusals } from '#server/plugins/openapi.ts';
import { type EventStream, openEventStream } from '#server/run-feed/event-stream.ts';
import { followRun } from '#server/run-feed/follow-run.ts';
import type { Caller, Engine } from '#server/runs/engine-contract.ts';
import { runParams } from './runs.ts';

const sequence = z.coerce.number().int().min(0);
const query = z.object({ after: sequence.optional() });
const headers = z.object({ 'last-event-id': sequence.optional() });
const terminal = ['done', 'failed', 'cancelled'];

/** Server-sent events of a run: what is stored after a sequence number, then what happens, to the end of the run. */
export function addRunEventsRoute(app: App, { engine }: AppParts): void {
  const open = new Set<EventStream>();
  app.addHook('preClose', async () => {
    for (const stream of open) stream.end();
  });
  const schema = {
    tags: ['runs'],
    summary: 'Events of a run as text/event-stream',
    params: runParams,
    querystring: query,
    headers,
    response: { 204: z.null(), ...refusals },
  };
  app.get('/runs/:id/events', { schema }, async (request, reply) => {
    const caller = callerOf(request);
    const { id } = request.params;
    const last = request.headers['last-event-id'];
    const after = last ?? request.query.after ?? 0;
    const past = await engine.eventsAfter(caller, id, after);
    const isOver = past.length === 0 && (await hasEnded(engine, caller, id));
    // No content tells a browser that comes back to a run that has ended not to ask again.
    if (isOver && last !== undefined) return reply.code(204).send(null);
    const stream = openEventStream(reply);
    open.add(stream);
    stream.onClose(() => open.delete(stream));
    if (isOver) stream.end();
    else await followRun(engine, caller, { runId: id, after }, stream);
  });
}

async function hasEnded(engine: Engine, caller: Caller, runId: string): Promise<boolean> {
  return terminal.includes((await engine.view(caller, runId)).state);
}
