import { z } from 'zod';
import type { App, AppParts } from '#server/app-parts.ts';
import { contentDisposition, safeFileName } from '#server/assets/file-names.ts';
import { zipOutputs } from '#server/assets/zip-outputs.ts';
import { outputsAnswer } from '#server/contract/runs.ts';
import { callerOf } from '#server/plugins/admission.ts';
import { refusals } from '#server/plugins/openapi.ts';
import { runParams } from './runs.ts';

const query = z.object({ format: z.enum(['json', 'zip']).optional() });

export function addRunOutputsRoute(app: App, { engine, storage }: AppParts): void {
  const summary = 'What a run has made; format=zip gives the files themselves';
  const schema = { tags: ['runs'], summary, params: runParams, querystring: query, response: { 200: outputsAnswer, ...refusals } };
  app.get('/runs/:id/outputs', { schema }, async (request, reply) => {
    const caller = callerOf(request);
    const outputs = await engine.outputs(caller, request.params.id);
    if (request.query.format !== 'zip') return { outputs };
    const { name } = await engine.view(caller, request.params.id);
    const file = safeFileName(`${name}.zip`, 'filmloom.zip');
    reply
      .type('application/zip')
      .header('content-disposition', contentDisposition('attachment', file))
      .serializer((stream: unknown) => String(stream));
    return reply.send(zipOutputs(outputs, storage) as never);
  });
}
