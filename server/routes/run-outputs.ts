import { z } from 'zod';
import { ApiError } from '#server/api-error.ts';
import type { App, AppParts } from '#server/app-parts.ts';
import { exportOutput } from '#server/assets/export-output.ts';
import { contentDisposition, safeFileName } from '#server/assets/file-names.ts';
import { zipOutputs } from '#server/assets/zip-outputs.ts';
import { outputsAnswer } from '#server/contract/runs.ts';
import { callerOf } from '#server/plugins/admission.ts';
import { refusals } from '#server/plugins/openapi.ts';
import { goneSignal } from './gone-signal.ts';
import { runParams } from './runs.ts';

const query = z.object({ format: z.enum(['json', 'zip']).optional() });
const fileParams = runParams.extend({ file: z.string().max(200) });

export function addRunOutputsRoute(app: App, { engine, storage }: AppParts): void {
  const summary = 'What a run has made; format=zip gives the files themselves';
  const schema = { tags: ['runs'], summary, params: runParams, querystring: query, response: { 200: outputsAnswer, ...refusals } };
  app.get('/runs/:id/outputs', { schema }, async (request, reply) => {
    const caller = callerOf(request);
    const outputs = await engine.outputs(caller, request.params.id);
    if (request.query.format !== 'zip') return { outputs };
    const run = await engine.view(caller, request.params.id);
    const file = safeFileName(`${run.name}.zip`, 'filmloom.zip');
    reply
      .type('application/zip')
      .header('content-disposition', contentDisposition('attachment', file))
      .serializer((stream: unknown) => String(stream));
    return reply.send(zipOutputs(outputs, { run, storage, signal: goneSignal(reply) }) as never);
  });

  const one = {
    tags: ['runs'],
    summary: 'One file that a run has made, with the graph in it where it can carry one; captions also as .vtt',
    params: fileParams,
    response: refusals,
  };
  app.get('/runs/:id/files/:file', { schema: one }, async (request, reply) => {
    const caller = callerOf(request);
    const { id, file: name } = request.params;
    const outputs = await engine.outputs(caller, id);
    const output = outputs.find(({ fileName }) => fileName === name || fileName.replace(/\.srt$/, '.vtt') === name);
    if (!output) throw new ApiError(404, 'OUTPUT_UNKNOWN', `This run has made no file “${name}”.`);
    const file = await exportOutput(output, name, { run: await engine.view(caller, id), storage, signal: goneSignal(reply) });
    reply.type(file.media).headers({ 'content-length': file.bytes, 'content-disposition': contentDisposition('attachment', name) });
    return reply.send((await file.open()) as never);
  });
}
