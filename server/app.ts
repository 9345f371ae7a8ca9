import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import { fastify, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { limits } from '#graphs/document.ts';
import { ApiError } from './api-error.ts';
import type { App, AppParts } from './app-parts.ts';
import { uploadLimits } from './assets/upload-limits.ts';
import { createOriginCheck } from './auth/origins.ts';
import { addAdmission } from './plugins/admission.ts';
import { addEditor } from './plugins/editor.ts';
import { addOpenApi } from './plugins/openapi.ts';
import { addProblems } from './plugins/problems.ts';
import { addReferencePage } from './plugins/reference-page.ts';
import { headerOptions } from './plugins/security-headers.ts';
import { addAssetContentRoutes } from './routes/asset-content.ts';
import { addAssetRoutes } from './routes/assets.ts';
import { addCapRoutes } from './routes/caps.ts';
import { addCatalogueRoutes } from './routes/catalogue.ts';
import { addCredentialRoutes } from './routes/credentials.ts';
import { addEstimateRoutes } from './routes/estimates.ts';
import { addGraphVersionRoutes } from './routes/graph-versions.ts';
import { addGraphRoutes } from './routes/graphs.ts';
import { addHealthRoute } from './routes/health.ts';
import { addLedgerRoutes } from './routes/ledger.ts';
import { addPruneRoute } from './routes/prune.ts';
import { addRunControlRoutes } from './routes/run-control.ts';
import { addRunEventsRoute } from './routes/run-events.ts';
import { addRunOutputsRoute } from './routes/run-outputs.ts';
import { addRunRoutes } from './routes/runs.ts';
import { addSignInRoute } from './routes/sign-in.ts';
import { addTemplateRoutes } from './routes/templates.ts';
import { addTransferRoutes } from './routes/transfers.ts';
import { addValidateRoute } from './routes/validate.ts';
import { addAgentSockets } from './sockets/agents.ts';
import { addRunSockets } from './sockets/runs.ts';
import { openSocketServer } from './sockets/socket-server.ts';

/** More than any editor or script asks for; it only stops what has run wild. */
const requestsPerMinute = 12_000;

/** Builds the whole server without listening; `app.inject` reaches every route. */
export async function buildApp(parts: AppParts): Promise<App> {
  const app: App = fastify({
    loggerInstance: parts.log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: limits.bytes,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 400 },
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  const origins = createOriginCheck(parts.settings);

  const refuseUnknown = addProblems(app);
  await app.register(helmet, headerOptions(parts.settings.publicUrl));
  await app.register(rateLimit, {
    max: requestsPerMinute,
    timeWindow: 60_000,
    errorResponseBuilder: tooMany,
    addHeadersOnExceeding: quiet,
  });
  addAdmission(app, { origins, tokens: parts.tokens, secure: parts.settings.publicUrl?.startsWith('https:') ?? false });
  await app.register(multipart, { limits: uploadLimits });
  await addOpenApi(app);
  await app.register(async (api: App) => addApi(api, parts), { prefix: '/api/v1' });
  addSignInRoute(app, parts);
  addReferencePage(app);
  await addEditor(app, parts.editorFolder, refuseUnknown);
  const sockets = openSocketServer(app, origins);
  addRunSockets(app, sockets, parts);
  if (parts.agents) addAgentSockets(sockets, { agents: parts.agents, tokens: parts.tokens, log: parts.log });
  return app;
}

async function addApi(api: App, parts: AppParts): Promise<void> {
  addHealthRoute(api, parts);
  addCatalogueRoutes(api, parts);
  await addValidateRoute(api, parts);
  addEstimateRoutes(api, parts);
  addLedgerRoutes(api, parts);
  addCapRoutes(api, parts);
  if (parts.keys) addCredentialRoutes(api, parts.keys);
  addRunRoutes(api, parts);
  addRunControlRoutes(api, parts);
  addRunEventsRoute(api, parts);
  addRunOutputsRoute(api, parts);
  addGraphRoutes(api, parts);
  addGraphVersionRoutes(api, parts);
  addTemplateRoutes(api, parts);
  addAssetRoutes(api, parts);
  addAssetContentRoutes(api, parts);
  if (parts.pruner) addPruneRoute(api, parts.pruner);
  if (parts.agents) await addTransferRoutes(api, parts, parts.agents.transfers);
}

/** The count is nobody's business until it is exceeded. */
const quiet = { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false };

function tooMany(): ApiError {
  return new ApiError(429, 'TOO_MANY_REQUESTS', 'Too many requests in one minute. Wait a minute and try again.');
}
