import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { StepError, type StepErrorCode } from '#executors/errors.ts';
import { CaptionsFormatError } from '#nodes/captions-format.ts';
import { ApiError } from '#server/api-error.ts';
import type { App } from '#server/app-parts.ts';
import { collectRoutes } from './known-routes.ts';

type Refusal = { status: number; code: string; detail: string; more?: Record<string, unknown> };

export type RefuseUnknown = (request: FastifyRequest, reply: FastifyReply) => FastifyReply;

/** Every error leaves as problem JSON (RFC 9457). The answer refuses unknown addresses and methods in the same way. */
export function addProblems(app: App): RefuseUnknown {
  const methodsAt = collectRoutes(app);
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = refusalOf(error, request);
    if (refusal.status >= 500) request.log.error({ err: error, req: request }, 'request failed');
    return sendProblem(reply, refusal);
  });
  return (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const methods = methodsAt(path);
    if (methods.length === 0 || methods.includes(request.method)) {
      return sendProblem(reply, {
        status: 404,
        code: 'NOT_FOUND',
        detail: `There is nothing at ${path}. The calls are listed at /api/docs.`,
      });
    }
    reply.header('allow', methods.join(', '));
    return sendProblem(reply, {
      status: 405,
      code: 'METHOD_NOT_ALLOWED',
      detail: `${path} does not take ${request.method}. It takes ${methods.join(', ')}.`,
    });
  };
}

/** Answers with a problem. `more` goes into the body beside the standard members. */
export function sendProblem(reply: FastifyReply, { status, code, detail, more }: Refusal): FastifyReply {
  return reply
    .code(status)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send({ type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail, code, ...more });
}

const stepStatus: Partial<Record<StepErrorCode, number>> = {
  MEDIA_UNREADABLE: 422,
  MEDIA_TOO_LARGE: 422,
  INPUT_INVALID: 422,
  DISK_FULL: 507,
  FFMPEG_MISSING: 503,
  TOOL_MISSING: 503,
  TIMED_OUT: 503,
};

/** Refusals of the framework, by its code. */
const frameworkRefusals: Readonly<Record<string, Omit<Refusal, 'more'>>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    status: 413,
    code: 'BODY_TOO_LARGE',
    detail: 'The request is larger than 8 MB. Split the graph, or upload media as assets.',
  },
  FST_REQ_FILE_TOO_LARGE: { status: 413, code: 'FILE_TOO_LARGE', detail: 'The file is larger than 2 GB. Cut or compress it first.' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    status: 415,
    code: 'MEDIA_TYPE_UNKNOWN',
    detail: 'This call does not take such a content type. Send application/json, or multipart/form-data for files.',
  },
  FST_INVALID_MULTIPART_CONTENT_TYPE: {
    status: 415,
    code: 'MEDIA_TYPE_UNKNOWN',
    detail: 'A file is sent as multipart/form-data in the field “file”.',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: { status: 400, code: 'JSON_INVALID', detail: 'The request has no body. Send a JSON object.' },
  FST_ERR_CTP_INVALID_JSON_BODY: {
    status: 400,
    code: 'JSON_INVALID',
    detail: 'The body is not valid JSON, or has a name such as __proto__ in it. Mend it and send it again.',
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { status: 400, code: 'REQUEST_INVALID', detail: 'The request was cut off. Send it again.' },
};

function refusalOf(error: FastifyError, request: FastifyRequest): Refusal {
  if (request.raw.readableAborted) return { status: 400, code: 'CONNECTION_LOST', detail: 'The request broke off. Send it again.' };
  if (error instanceof ApiError)
    return { status: error.status, code: error.code, detail: error.message, more: error.problems && { problems: error.problems } };
  if (error instanceof CaptionsFormatError) return { status: 422, code: 'CAPTIONS_UNREADABLE', detail: error.message };
  if (error instanceof StepError && stepStatus[error.code])
    return { status: stepStatus[error.code] ?? 500, code: error.code, detail: error.message };
  if (hasZodFastifySchemaValidationErrors(error)) return invalidRequest(error);
  const known = frameworkRefusals[error.code];
  if (known) return known;
  if (error.statusCode && error.statusCode < 500) return { status: error.statusCode, code: 'REQUEST_INVALID', detail: error.message };
  const detail = `Something went wrong inside Filmloom. Try again; the log says more under ${request.id}.`;
  return { status: 500, code: 'INTERNAL', detail };
}

const places: Readonly<Record<string, string>> = { querystring: 'query', params: 'address', headers: 'header' };

function invalidRequest({ validation, validationContext }: Pick<FastifyError, 'validation' | 'validationContext'>): Refusal {
  const errors = (validation ?? []).map(({ instancePath, message }) => ({
    pointer: `#${instancePath}`,
    detail: message ?? 'invalid value',
  }));
  const place = places[validationContext ?? ''] ?? 'body';
  const [first] = errors;
  const at = first && first.pointer !== '#/' ? ` at ${first.pointer.slice(1)}` : '';
  return {
    status: 422,
    code: 'REQUEST_INVALID',
    detail: `The ${place} is not what this call takes${at}: ${first?.detail}.`,
    more: { errors },
  };
}
