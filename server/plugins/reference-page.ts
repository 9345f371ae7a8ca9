import { randomBytes } from 'node:crypto';
import type { App } from '#server/app-parts.ts';

const folder = '/api/docs';

/**
 * A page to read and try every call. Its script comes from this server; it is loaded when somebody first asks for it,
 * because it is large.
 */
export function addReferencePage(app: App): void {
  let reference: Promise<App> | undefined;
  const hidden = { schema: { hide: true } };
  app.get(folder, hidden, async (_request, reply) => reply.redirect(`${folder}/`, 301));
  app.get(`${folder}/`, hidden, async (_request, reply) => {
    const nonce = randomBytes(16).toString('base64');
    reference ??= loadReference();
    const page = await (await reference).inject(`${folder}/`);
    const html = page.body.replaceAll('<script', `<script nonce="${nonce}"`);
    reply.header('content-security-policy', policy(nonce));
    return reply.type('text/html; charset=utf-8').send(html);
  });
  app.get(`${folder}/js/scalar.js`, hidden, async (_request, reply) => {
    reference ??= loadReference();
    const script = await (await reference).inject(`${folder}/js/scalar.js`);
    return reply.header('cache-control', 'public, max-age=86400').type('text/javascript; charset=utf-8').send(script.rawPayload);
  });
}

async function loadReference(): Promise<App> {
  const [{ fastify }, { default: apiReference }] = await Promise.all([import('fastify'), import('@scalar/fastify-api-reference')]);
  const app = fastify();
  await app.register(apiReference, {
    routePrefix: folder,
    configuration: {
      url: '/api/v1/openapi.json',
      pageTitle: 'Filmloom API',
      withDefaultFonts: false,
      telemetry: false,
      // None of what would leave this machine.
      hideClientButton: true,
      showDeveloperTools: 'never',
      agent: { disabled: true },
      mcp: { disabled: true },
    },
  });
  return app as unknown as App;
}

/** The page may run its own scripts and speak to this server, and to nobody else. */
function policy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
