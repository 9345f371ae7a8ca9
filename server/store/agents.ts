import { type Kysely, sql } from 'kysely';
import type { AgentStore } from './fleet-contract.ts';
import type { Tables } from './tables.ts';

/** Agents by the server that they are connected to, on PostgreSQL, by the database's clock. */
export function createAgentStore(database: Kysely<Tables>): AgentStore {
  return {
    async announce(server, agents, leaseMs) {
      await sql`
        insert into agent_servers (server, agents, until_ms) values (${server}, ${JSON.stringify(agents)}, fleet_now() + ${leaseMs}::bigint)
        on conflict (server) do update set agents = excluded.agents, until_ms = excluded.until_ms`.execute(database);
    },
    async others(server) {
      const { rows } = await sql<{ agents: string }>`
        select agents from agent_servers where server <> ${server} and until_ms > fleet_now() order by server`.execute(database);
      return rows.map(({ agents }) => JSON.parse(agents) as unknown);
    },
    async leave(server) {
      await sql`delete from agent_servers where server = ${server} or until_ms <= fleet_now()`.execute(database);
    },
  };
}
