import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '#server/app-parts.ts';
import { localOwner } from '#server/auth/local-owner.ts';
import type { OriginCheck } from '#server/auth/origins.ts';
import { sessionCookie, type TokenCheck } from '#server/auth/token.ts';
import type { Caller } from '#server/runs/engine-contract.ts';
import { signInPage } from './plain-pages.ts';
import { sendProblem } from './problems.ts';

type Admission = { origins: OriginCheck; tokens: TokenCheck; secure: boolean };

/** Open without a token: whether the server lives, and the way in. */
const open = new Set(['/api/v1/health', '/sign-in']);
/** Open to whoever has an address that this server has signed. */
const signed = '/api/v1/transfers/';

/** Decides for every request whether it is answered at all: host, origin, then the owner's token. */
export function addAdmission(app: App, admission: Admission): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    const refusal = admission.origins(request.headers);
    if (refusal) return sendProblem(reply, { status: 403, code: refusal.code, detail: refusal.message });
    return admit(request, reply, admission);
  });
}

/** Whose rows a request may see. */
export function callerOf(_request: FastifyRequest): Caller {
  return localOwner;
}

/** Keeps a browser signed in for 30 days. */
export function sessionHeader(tokens: TokenCheck, secure: boolean): string {
  const attributes = ['Path=/', 'HttpOnly', 'SameSite=Lax', 'Max-Age=2592000', ...(secure ? ['Secure'] : [])];
  return [`${sessionCookie}=${tokens.cookieValue()}`, ...attributes].join('; ');
}

function admit(request: FastifyRequest, reply: FastifyReply, { tokens, secure }: Admission): FastifyReply | undefined {
  const [path = '', query = ''] = request.url.split('?', 2);
  if (tokens.allows(request.headers) || open.has(path) || path.startsWith(signed)) return undefined;
  if (path.startsWith('/api/')) {
    reply.header('www-authenticate', 'Bearer');
    return sendProblem(reply, {
      status: 401,
      code: 'TOKEN_NEEDED',
      detail: 'This server asks for its token. Send it as “Authorization: Bearer …”.',
    });
  }
  const token = request.method === 'GET' ? new URLSearchParams(query).get('token') : null;
  if (token !== null && tokens.matches(token)) return reply.header('set-cookie', sessionHeader(tokens, secure)).redirect('/', 303);
  return reply
    .code(401)
    .type('text/html; charset=utf-8')
    .send(signInPage({ wrong: token !== null }));
}
