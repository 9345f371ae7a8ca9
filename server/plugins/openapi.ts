import swagger from '@fastify/swagger';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import type { App } from '#server/app-parts.ts';
import { errorSchema } from '#server/contract/problems.ts';
import { version } from '#server/installation.ts';

/** Collects the schemas of all routes into one OpenAPI 3.1 document, served at `/api/v1/openapi.json`. */
export async function addOpenApi(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Filmloom',
        version,
        description:
          'Make films from graphs. Times are RFC 3339. Money in answers is a decimal text in US dollars. Errors are `application/problem+json` with a stable `code`.',
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'FILMLOOM_TOKEN, where the server has one.' } },
      },
      security: [{}, { token: [] }],
      tags: [
        { name: 'server', description: 'What this server is and can use.' },
        { name: 'graphs', description: 'Saved graphs with versions, and templates.' },
        { name: 'prices', description: 'What a graph would cost.' },
        { name: 'keys', description: 'Keys of providers, which no answer ever holds.' },
        { name: 'money', description: 'What was spent, and how much may be.' },
        { name: 'runs', description: 'Runs of graphs.' },
        { name: 'assets', description: 'The library of files.' },
      ],
    },
    transform: jsonSchemaTransform,
  });
  app.get('/api/v1/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}

/** The refusals that every call may answer with. */
export const refusals = {
  '4xx': { description: 'Refused; the body says why and what to do.', content: { 'application/problem+json': { schema: errorSchema } } },
};
