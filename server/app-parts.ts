import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Row } from '#nodes/price.ts';
import type { AgentGateway } from './agents/gateway.ts';
import type { TokenCheck } from './auth/token.ts';
import type { Bus } from './bus/contract.ts';
import type { Keys } from './credentials/open-keys.ts';
import type { Settings } from './env.ts';
import type { LaneWatch } from './fleet-watch.ts';
import type { Pruner } from './retention/pruner.ts';
import type { Engine } from './runs/engine-contract.ts';
import type { S3Settings } from './service-settings.ts';
import type { Storage } from './storage/contract.ts';
import type { Store } from './store/contract.ts';

/** What one server of a fleet asks when it is asked for its health. Without a bucket files lie in the data folder. */
export type FleetParts = { readonly bus: Pick<Bus, 'ping'>; readonly lanes: Pick<LaneWatch, 'idle'>; readonly s3: S3Settings | undefined };

/** What the server is put together from. Everything with an effect is handed in, so that tests choose it. */
export type AppParts = {
  readonly settings: Pick<Settings, 'host' | 'publicUrl' | 'dataFolder'>;
  readonly store: Store;
  readonly storage: Storage;
  readonly engine: Engine;
  readonly tokens: TokenCheck;
  /** Where GPU agents are taken in; without it this server has none. */
  readonly agents?: AgentGateway;
  /** Where this is one server of a fleet. */
  readonly fleet?: FleetParts;
  /** Cleans up when asked; without it there is no such route. */
  readonly pruner?: Pruner;
  /** The rows of the catalogue with what can serve a workspace now. */
  rows(workspaceId: string): readonly Row[] | Promise<readonly Row[]>;
  /** The keys of providers; without them there are no routes for them. */
  readonly keys?: Keys;
  readonly clock: () => Date;
  readonly log: FastifyBaseLogger;
  /** Folder of the built editor. */
  readonly editorFolder: string;
};

export type App = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>;
