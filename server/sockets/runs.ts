import type { Namespace, Server, Socket } from 'socket.io';
import { ApiError } from '#server/api-error.ts';
import type { App } from '#server/app-parts.ts';
import { localOwner } from '#server/auth/local-owner.ts';
import type { TokenCheck } from '#server/auth/token.ts';
import { type ClientToServer, type ServerToClient, type SubscribeAnswer, subscribeRequest } from '#server/contract/events.ts';
import { createRunFeeds, type RunFeeds } from '#server/run-feed/run-feeds.ts';
import type { Engine } from '#server/runs/engine-contract.ts';

type Doors = { engine: Engine; tokens: TokenCheck };
type RunSocket = Socket<ClientToServer, ServerToClient>;
type Answer = (answer: SubscribeAnswer) => void;
type RunNamespace = Namespace<ClientToServer, ServerToClient>;

/** More runs than one page shows at a time. */
const mostSubscriptions = 50;
/** A socket that has not taken this many messages is closed; its client connects again and asks for a snapshot. */
const mostUnsent = 5_000;

/** Socket namespace `/runs`: a snapshot of a run, then every event after it, and progress while it is news. */
export function addRunSockets(app: App, io: Server, { engine, tokens }: Doors): void {
  const runs: RunNamespace = io.of('/runs');
  runs.use((socket, next) =>
    next(isAllowed(socket, tokens) ? undefined : new Error('This server asks for its token. Send it as auth.token.')),
  );
  const feeds = createRunFeeds(engine, (room) => ({
    event: (event) => {
      dropStalled(runs, room);
      runs.to(room).emit('event', event);
    },
    progress: (message) => runs.to(room).volatile.emit('progress', message),
  }));
  runs.on('connection', (socket) => welcome(socket, feeds, app));
  app.addHook('preClose', async () => feeds.close());
}

function isAllowed({ handshake }: RunSocket, tokens: TokenCheck): boolean {
  const { token } = handshake.auth as { token?: unknown };
  if (typeof token === 'string') return tokens.matches(token);
  return tokens.allows({ authorization: handshake.headers.authorization, cookie: handshake.headers.cookie });
}

function welcome(socket: RunSocket, feeds: RunFeeds, app: App): void {
  const leaves = new Map<string, () => void>();
  const unsubscribe = (runId: string): void => {
    leaves.get(runId)?.();
    leaves.delete(runId);
  };
  const subscribe = async (request: unknown, answer: Answer): Promise<void> => {
    const parsed = subscribeRequest.safeParse(request);
    if (!parsed.success) return answer(refusal('REQUEST_INVALID', 'Send { runId, after? }.'));
    const { runId } = parsed.data;
    unsubscribe(runId);
    if (leaves.size >= mostSubscriptions) return answer(refusal('TOO_MANY_RUNS', `A page can follow ${mostSubscriptions} runs at a time.`));
    leaves.set(runId, await feeds.join(localOwner, runId, { socket, answer: (snapshot) => answer({ snapshot, seq: snapshot.seq }) }));
  };
  // One after the other, so that a page which asks twice for a run is not left with half of a subscription.
  let turn: Promise<void> = Promise.resolve();
  socket.on('subscribe', (request, answer) => {
    if (typeof answer !== 'function') return;
    turn = turn.then(async () => {
      if (socket.disconnected) return;
      await subscribe(request, answer).catch((error: unknown) => answer(refusalOf(error, app)));
      if (socket.disconnected) for (const runId of [...leaves.keys()]) unsubscribe(runId);
    });
  });
  socket.on('unsubscribe', (request) => {
    turn = turn.then(() => unsubscribe(String(request?.runId)));
  });
  socket.on('disconnect', () => {
    for (const runId of [...leaves.keys()]) unsubscribe(runId);
  });
}

function refusalOf(error: unknown, app: App): SubscribeAnswer {
  if (error instanceof ApiError) return refusal(error.code, error.message);
  app.log.error({ err: error }, 'subscription failed');
  return refusal('INTERNAL', 'Something went wrong inside Filmloom. Try again.');
}

function refusal(code: string, message: string): SubscribeAnswer {
  return { error: { code, message } };
}

/** Events are never left out, so a client that does not read would fill the memory. */
function dropStalled(runs: RunNamespace, room: string): void {
  for (const id of runs.adapter.rooms.get(room) ?? []) {
    const socket = runs.sockets.get(id);
    const unsent: unknown = socket && Reflect.get(socket.conn, 'writeBuffer');
    if (Array.isArray(unsent) && unsent.length > mostUnsent) socket?.disconnect(true);
  }
}
