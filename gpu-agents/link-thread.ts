// The thread that keeps an agent's connection and renews its leases, so that no load of the work delays either.
import { parentPort, workerData } from 'node:worker_threads';
import { io, type Socket } from 'socket.io-client';
import type { FromLink, LinkData, ToLink } from './link-messages.ts';
import { agentsNamespace, leaseSchema, type Refusal, type Welcome } from './protocol.ts';
import { Renewal } from './renewal.ts';

const answerMs = 20_000;
const stuckMs = 600_000;

const { server, token, hello } = workerData as LinkData;
const holds = new Map<string, string>(hello.holds.map(({ lease, ticket }) => [lease, ticket]));
const leaseAnswers = new Map<number, (answer: { taken: boolean }) => void>();
let leases = 0;
let timer: NodeJS.Timeout | undefined;
const tell = (message: FromLink): void => parentPort?.postMessage(message);

const socket: Socket = io(`${server}${agentsNamespace}`, {
  transports: ['websocket'],
  auth: token === undefined ? {} : { token },
  reconnectionDelay: 500,
  reconnectionDelayMax: 5_000,
});
const ask = (event: string, message: unknown): Promise<unknown> => socket.timeout(answerMs).emitWithAck(event, message);
const renewal = new Renewal({
  renew: async (ids) => ((await ask('renew', { leases: ids })) as { answers: Record<string, 'held' | 'stop' | 'lost'> }).answers,
  ended: (lease, why) => tell({ type: 'ended', lease, why }),
  now: () => performance.now(),
  stuckMs,
});

async function greet(): Promise<void> {
  const held = [...holds].map(([lease, ticket]) => ({ lease, ticket }));
  const answer = (await ask('hello', { ...hello, holds: held })) as Welcome | Refusal;
  if ('error' in answer) {
    tell({ type: 'refused', ...answer.error });
    return;
  }
  for (const lease of answer.keep) renewal.hold(lease);
  clearInterval(timer);
  timer = setInterval(() => void renewal.tick(), answer.renewEveryMs);
  tell({ type: 'welcome', welcome: answer });
}

socket.on('connect', () => {
  greet().catch(() => socket.disconnect().connect());
});
socket.on('disconnect', (reason) => {
  clearInterval(timer);
  tell({ type: 'down', message: reason });
  // Where the server itself has closed it, the client does not try again by itself.
  if (reason === 'io server disconnect') setTimeout(() => socket.connect(), 1_000);
});
socket.on('connect_error', ({ message }) => {
  if (message.startsWith('TOKEN_NEEDED')) tell({ type: 'refused', code: 'TOKEN_NEEDED', message: message.replace(/^TOKEN_NEEDED: /, '') });
  else tell({ type: 'down', message });
});
socket.on('replaced', () => tell({ type: 'replaced' }));
socket.on('cancel', ({ lease, why }) => tell({ type: 'ended', lease: String(lease), why: why === 'lost' ? 'lost' : 'stop' }));
socket.on('lease', (message, answer) => {
  const parsed = leaseSchema.safeParse(message);
  if (!parsed.success) return answer({ taken: false });
  leases += 1;
  leaseAnswers.set(leases, answer);
  tell({ type: 'lease', id: leases, lease: parsed.data });
});

async function request(id: number, event: string, message: unknown): Promise<void> {
  if (!socket.connected) return tell({ type: 'answer', id, failure: 'The server cannot be reached.' });
  const answer = (await ask(event, message)) as { failure?: string } | undefined;
  tell(answer?.failure === undefined ? { type: 'answer', id, answer } : { type: 'answer', id, failure: answer.failure });
}

parentPort?.on('message', (message: ToLink) => {
  renewal.beat();
  switch (message.type) {
    case 'request':
      request(message.id, message.event, message.message).catch((error: Error) =>
        tell({ type: 'answer', id: message.id, failure: error.message }),
      );
      break;
    case 'send':
      if (socket.connected) socket.emit(message.event, message.message);
      break;
    case 'hold':
      holds.set(message.lease, message.ticket);
      renewal.hold(message.lease);
      break;
    case 'drop':
      holds.delete(message.lease);
      renewal.drop(message.lease);
      break;
    case 'lease-answer':
      leaseAnswers.get(message.id)?.({ taken: message.taken });
      leaseAnswers.delete(message.id);
      break;
    case 'beat':
      break;
    case 'close':
      clearInterval(timer);
      socket.close();
      tell({ type: 'closed' });
      parentPort?.close();
      break;
  }
});
