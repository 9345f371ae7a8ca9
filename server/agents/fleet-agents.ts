import type { Row } from '#nodes/price.ts';
import type { AgentView } from '#server/contract/agents.ts';
import type { Logger } from '#server/runs/logger.ts';
import type { AgentStore } from '#server/store/fleet-contract.ts';
import type { AgentGateway } from './gateway.ts';

type Told = { readonly views: AgentView[]; readonly rows: Row[] };
type FleetAgents = Pick<AgentGateway, 'views' | 'rows'> & { close(): Promise<void> };

const tellEveryMs = 3_000;
const leaseMs = 12_000;

/** Agents of the whole fleet, whichever server they are connected to; what others say may be some seconds old. */
export function shareAgents(store: AgentStore, server: string, here: AgentGateway, log: Logger): FleetAgents {
  let others: Told[] = [];
  const tell = async (): Promise<void> => {
    await store.announce(server, { views: here.views(), rows: here.rows() } satisfies Told, leaseMs);
    others = (await store.others(server)) as Told[];
  };
  const tellQuietly = (): void => void tell().catch((err: unknown) => log.warn({ err }, 'the agents of other servers are not known'));
  const timer = setInterval(tellQuietly, tellEveryMs);
  timer.unref();
  tellQuietly();
  return {
    views: () => [...here.views(), ...others.flatMap(({ views }) => views)],
    rows() {
      const rows = new Map([...others.flatMap(({ rows: theirs }) => theirs), ...here.rows()].map((row) => [row.id, row]));
      return [...rows.values()];
    },
    async close() {
      clearInterval(timer);
      await store.leave(server).catch(() => undefined);
    },
  };
}
