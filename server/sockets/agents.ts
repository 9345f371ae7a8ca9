import type { Namespace, Server, Socket } from 'socket.io';
import {
  type AgentToServer,
  agentsNamespace,
  type Failure,
  helloSchema,
  inputsSchema,
  progressSchema,
  renewSchema,
  reportSchema,
  type ServerToAgent,
  uploadsSchema,
  wantSchema,
} from '#gpu-agents/protocol.ts';
import type { AgentGateway } from '#server/agents/gateway.ts';
import type { AgentLink, AgentSession } from '#server/agents/session.ts';
import type { TokenCheck } from '#server/auth/token.ts';
import type { Logger } from '#server/runs/logger.ts';

type AgentSocket = Socket<AgentToServer, ServerToAgent>;
type Doors = { readonly agents: AgentGateway; readonly tokens: TokenCheck; readonly log: Logger };
type Schema<T> = { safeParse(value: unknown): { success: true; data: T } | { success: false } };
type Reply = (answer: unknown) => void;

/** An agent writes a lease into its journal before it answers; more time means that it is gone. */
const leaseAnswerMs = 8_000;

/** Socket namespace `/agents`: see gpu-agents/protocol.ts. */
export function addAgentSockets(io: Server, doors: Doors): void {
  const agents: Namespace<AgentToServer, ServerToAgent> = io.of(agentsNamespace);
  agents.use(({ handshake }, next) => {
    const { token } = handshake.auth as { token?: unknown };
    const isAllowed =
      typeof token === 'string' ? doors.tokens.matches(token) : doors.tokens.allows({ authorization: handshake.headers.authorization });
    next(isAllowed ? undefined : new Error('TOKEN_NEEDED: This server asks for its token. Give the agent the right one with --token.'));
  });
  agents.on('connection', (socket) => welcome(socket, doors));
}

function welcome(socket: AgentSocket, doors: Doors): void {
  const { agents, log } = doors;
  let session: AgentSession | undefined;
  const onHello = async (message: unknown, answer: Reply): Promise<void> => {
    const parsed = helloSchema.safeParse(message);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const where = issue?.path.join('.') ?? '';
      return answer({ error: { code: 'HELLO_INVALID', message: `The agent introduced itself wrongly at “${where}”: ${issue?.message}.` } });
    }
    if (session) agents.disconnect(session);
    const taken = await agents.connect(parsed.data, linkTo(socket));
    if ('error' in taken) return answer(taken);
    session = taken.session;
    if (socket.disconnected) return agents.disconnect(session);
    answer(taken.welcome);
  };
  socket.on('hello', (message, answer) => {
    if (typeof answer !== 'function') return;
    onHello(message, answer as Reply).catch((err: unknown) => {
      log.error({ err }, 'an agent could not be taken in');
      (answer as Reply)({ error: { code: 'INTERNAL', message: 'Something went wrong inside Filmloom. The agent may try again.' } });
    });
  });
  const on = <T>(name: keyof AgentToServer, schema: Schema<T>, act: (session: AgentSession, data: T) => unknown): void => {
    socket.on(
      name as 'want',
      ((message: unknown, answer: unknown) => {
        const reply: Reply = typeof answer === 'function' ? (answer as Reply) : () => undefined;
        const parsed = schema.safeParse(message);
        if (!parsed.success) return reply(failure(`The message “${name}” is not what the protocol says.`));
        if (!session) return reply(failure('Say hello first.'));
        Promise.resolve(session)
          .then((known) => act(known, parsed.data))
          .then(reply, (err: unknown) => {
            log.error({ err, message: name }, 'a message of an agent could not be answered');
            reply(failure('Something went wrong inside Filmloom. Try again.'));
          });
      }) as never,
    );
  };
  on('want', wantSchema, (known, want) => known.wants(want));
  on('renew', renewSchema, async (known, { leases }) => ({ answers: await known.renew(leases) }));
  on('progress', progressSchema, (known, progress) => known.progress(progress));
  on('inputs', inputsSchema, async (known, { ticket }) => ({ files: await known.inputs(ticket) }));
  on('uploads', uploadsSchema, (known, { ticket, files }) => known.uploads(ticket, files));
  on('report', reportSchema, (known, { ticket, outcome }) => known.report(ticket, outcome));
  socket.on('disconnect', () => {
    if (session) agents.disconnect(session);
  });
}

function linkTo(socket: AgentSocket): AgentLink {
  return {
    async lease(lease) {
      const answer = await socket.timeout(leaseAnswerMs).emitWithAck('lease', lease);
      return answer?.taken === true;
    },
    cancel: (lease, why) => void socket.emit('cancel', { lease, why }),
    replaced() {
      socket.emit('replaced');
      socket.disconnect(true);
    },
  };
}

function failure(message: string): Failure {
  return { failure: message };
}
