import type { App, AppParts } from '#server/app-parts.ts';
import { sessionHeader } from '#server/plugins/admission.ts';
import { signInPage } from '#server/plugins/plain-pages.ts';

/** Takes the owner's token from the sign-in form and keeps the browser signed in. */
export function addSignInRoute(app: App, { tokens, settings }: AppParts): void {
  app.register(async (scope: App) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 10_000 }, (_request, body, done) =>
      done(null, new URLSearchParams(String(body)).get('token') ?? ''),
    );
    const config = { rateLimit: { max: 10, timeWindow: 60_000 } };
    scope.post('/sign-in', { schema: { hide: true }, config }, async (request, reply) => {
      if (typeof request.body !== 'string' || !tokens.matches(request.body)) {
        return reply
          .code(401)
          .type('text/html; charset=utf-8')
          .send(signInPage({ wrong: true }));
      }
      return reply.header('set-cookie', sessionHeader(tokens, settings.publicUrl?.startsWith('https:') ?? false)).redirect('/', 303);
    });
  });
}
