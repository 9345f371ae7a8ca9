import { type Hello, negotiate, type Refusal, spoken, type Welcome } from '#gpu-agents/protocol.ts';
import type { Row } from '#nodes/price.ts';
import { kinds, type StepKind } from '#nodes/steps.ts';
import type { AgentView } from '#server/contract/agents.ts';
import { type AgentLink, AgentSession, type SessionParts } from './session.ts';
import { createTransfers, type Transfers } from './transfers.ts';

export type GatewayParts = Omit<SessionParts, 'transfers' | 'offers'> & {
  /** Whether the catalogue has a row of this id, which an agent may then not declare. */
  isReserved(rowId: string): boolean;
};

/** The agents that are connected to this server. */
export type AgentGateway = {
  readonly transfers: Transfers;
  /** Takes an agent in, or says why not. A second connection of the same agent takes the place of the first. */
  connect(hello: Hello, link: AgentLink): Promise<{ session: AgentSession; welcome: Welcome } | Refusal>;
  disconnect(session: AgentSession): void;
  views(): AgentView[];
  /** Rows that connected agents serve now, in the shape of the catalogue; their lane is `agent:<id>`. */
  rows(): Row[];
  close(): Promise<void>;
};

export function createAgentGateway(parts: GatewayParts): AgentGateway {
  const transfers = createTransfers({ storage: parts.storage, secret: parts.secret, now: () => parts.clock().getTime() });
  const sessions = new Map<string, AgentSession>();
  const sessionParts: SessionParts = { ...parts, transfers, offers: new Map() };
  const stops = parts.bus.listen('*', (message) => {
    if (message.type !== 'stop-wanted') return;
    for (const session of sessions.values()) session.lookAt(message.runId);
  });
  stops.catch((err: unknown) => parts.log.warn({ err }, 'the bus cannot be heard'));

  return {
    transfers,
    async connect(hello, link) {
      const version = negotiate(spoken, hello.protocol);
      if (version === undefined) return upgradeRequired(hello);
      const clash = rowProblem(hello, sessions, parts.isReserved);
      if (clash) return { error: { code: 'ROW_TAKEN', message: clash } };
      const before = sessions.get(hello.agent);
      before?.close();
      if (before && before.hello.instance !== hello.instance) before.link.replaced();
      const session = new AgentSession(hello, link, sessionParts);
      sessions.set(hello.agent, session);
      const welcome = await session.welcome(version);
      parts.log.info(
        { agent: hello.agent, name: hello.name, gpus: hello.gpus.length, leases: welcome.keep.length },
        'an agent has connected',
      );
      return { session, welcome };
    },
    disconnect(session) {
      session.close();
      if (sessions.get(session.hello.agent) === session) sessions.delete(session.hello.agent);
    },
    views: () => [...sessions.values()].map((session) => session.view()),
    rows: () => rowsOf([...sessions.values()].map(({ hello }) => hello)),
    async close() {
      for (const session of sessions.values()) session.close();
      sessions.clear();
      (await stops.catch(() => undefined))?.();
    },
  };
}

function upgradeRequired({ protocol }: Hello): Refusal {
  const older = protocol.max < spoken.min;
  const message = `This server speaks versions ${spoken.min} to ${spoken.max} of the agent protocol, the agent ${protocol.min} to ${protocol.max}. Update ${older ? 'the agent' : 'the server'}, then start the agent again.`;
  return { error: { code: 'UPGRADE_REQUIRED', message } };
}

function rowProblem(hello: Hello, sessions: ReadonlyMap<string, AgentSession>, isReserved: (id: string) => boolean): string | undefined {
  const others = [...sessions.values()].filter(({ hello: other }) => other.agent !== hello.agent);
  for (const row of hello.rows) {
    const unknown = row.kinds.find((kind) => !(kind in kinds));
    if (unknown) return `The row “${row.id}” names the step kind “${unknown}”, which this server does not know. Update one of the two.`;
    if (isReserved(row.id)) return `The catalogue has a row “${row.id}” already. Give the row another id in agent.yaml.`;
    const text = JSON.stringify(row);
    const other = others.find((one) => one.hello.rows.some((theirs) => theirs.id === row.id && JSON.stringify(theirs) !== text));
    if (other) return `The agent “${other.hello.name}” serves another row “${row.id}”. Make both the same, or give one another id.`;
  }
  return undefined;
}

function rowsOf(hellos: readonly Hello[]): Row[] {
  const rows = new Map<string, Row>();
  for (const { maxSeconds, maxWidth, maxHeight, ...row } of hellos.flatMap((hello) => hello.rows)) {
    rows.set(row.id, {
      ...row,
      kinds: row.kinds as StepKind[],
      provider: 'agent',
      available: true,
      ...(maxSeconds === undefined ? {} : { maxSeconds }),
      ...(maxWidth === undefined ? {} : { maxWidth }),
      ...(maxHeight === undefined ? {} : { maxHeight }),
    });
  }
  return [...rows.values()];
}
