import { setTimeout as sleep } from 'node:timers/promises';
import type { RunView } from '#server/contract/runs.ts';
import { openStore } from '#server/store/open-store.ts';
import { brokenPromises, finishedTwice } from '../books-agree.ts';
import { api } from '../server-process.ts';
import type { Fleet } from './fleet.ts';
import type { FleetProcess } from './fleet-process.ts';

const over: ReadonlySet<string> = new Set(['done', 'failed', 'cancelled']);
const drawn = { model: 'animatic' };
const edge = (from: string, to: string) => ({ from, to });

/** A film of `shots` shots: its pictures, one more than shots, are paid for; plan, clips and film are made by workers. */
export function film(name: string, shots = 2): Record<string, unknown> {
  return {
    filmloom: 1,
    name,
    settings: { tier: 'draft', resolution: '480p', budgetUsd: 3 },
    nodes: {
      brief: { type: 'prompt', params: { text: `${name} with a keeper; ${name} in a storm; ${name} with a light; ${name} at dawn.` } },
      plan: { type: 'planner', params: { shots, secondsPerShot: 1, ...drawn } },
      frames: { type: 'keyframe' },
      clips: { type: 'flf2v', params: drawn },
      film: { type: 'concat' },
    },
    edges: [
      edge('brief.text', 'plan.brief'),
      edge('plan.keyframes', 'frames.prompt'),
      edge('frames.image', 'clips.keyframes'),
      edge('plan.shots', 'clips.shots'),
      edge('clips.clips', 'film.clips'),
    ],
  };
}

/** Runs that were begun, followed to their end through whichever server answers. */
export class Films {
  readonly ids: string[] = [];
  private readonly fleet: Fleet;
  private readonly prefix: string;

  constructor(fleet: Fleet, prefix = 'Film') {
    this.fleet = fleet;
    this.prefix = prefix;
  }

  async begin(server: FleetProcess, shots = 2): Promise<string> {
    const graph = film(`${this.prefix} ${this.ids.length + 1}`, shots);
    const { id } = await api<{ id: string }>(server.name, '/runs', { graph });
    this.ids.push(id);
    this.fleet.wanted.pictures += shots + 1;
    return id;
  }

  /** Nobody asks for this run any more. */
  forget(id: string): void {
    this.ids.splice(this.ids.indexOf(id), 1);
  }

  view(id: string, server = this.fleet.servers.find(({ runs }) => runs)): Promise<RunView> {
    if (!server) throw new Error('No server runs.');
    return api<RunView>(server.name, `/runs/${id}`);
  }

  /** Waits until it looks as wanted; a person has what was lost sent again. A server that is away for a moment is asked again. */
  async until(id: string, wanted: (view: RunView) => boolean, timeoutMs = 120_000): Promise<RunView> {
    const end = Date.now() + timeoutMs;
    for (;;) {
      const view = await this.view(id).catch((error: Error) => error);
      if (!(view instanceof Error)) {
        if (wanted(view)) return view;
        await this.answer(view).catch(() => undefined);
      }
      if (Date.now() > end) throw new Error(`Run ${id} did not come so far: ${describe(view)}`);
      await sleep(150);
    }
  }

  /** The states in which all runs have ended. */
  async finish(timeoutMs = 180_000): Promise<string[]> {
    const views = await Promise.all(this.ids.map((id) => this.until(id, ({ state }) => over.has(state), timeoutMs)));
    return [...new Set(views.map(({ state, stepList }) => (state === 'failed' ? `failed: ${troubles(stepList)}` : state)))];
  }

  /** Whatever is wrong with the money and the steps of all runs; nothing where every promise was kept. */
  async broken(workspaceId = 'local'): Promise<string[]> {
    const store = await openStore({ databaseUrl: this.fleet.databaseUrl });
    try {
      const entries = await store.ledger.list(workspaceId, { limit: 100_000 });
      const calls = await Promise.all([...new Set(entries.map(({ ref }) => ref))].map((ref) => store.calls.byRef(ref)));
      const sent = calls.flatMap((call) => (call?.sentAt ? [call.ref] : []));
      const { pictures: wanted, resubmits } = this.fleet.wanted;
      const money = await brokenPromises({ store, workspaceId, provider: this.fleet.provider, sent, wanted, resubmits });
      const twice = (await Promise.all(this.ids.map((run) => finishedTwice(store, run)))).flat();
      const { duplicates } = this.fleet.provider.books();
      return [
        ...money,
        ...twice.map((step) => `${step} was done twice`),
        ...(duplicates > resubmits ? [`${duplicates} duplicates, ${resubmits} asked for`] : []),
      ];
    } finally {
      await store.close();
    }
  }

  private async answer({ id, stepList }: RunView): Promise<void> {
    const [server] = this.fleet.servers.filter(({ runs }) => runs);
    for (const { id: step, ask } of stepList) {
      if (ask?.kind !== 'unknown-call' || !server) continue;
      await api(server.name, `/runs/${id}/steps/${encodeURIComponent(step)}/decide`, { choice: 'resubmit' });
      this.fleet.wanted.resubmits += 1;
    }
  }
}

function describe(view: RunView | Error): string {
  if (view instanceof Error) return view.message;
  return `${view.state}; ${view.stepList.map(({ id, state, error }) => `${id} ${state} ${error?.message ?? ''}`).join('; ')}`;
}

function troubles(steps: RunView['stepList']): string {
  return steps.flatMap(({ id, error }) => (error ? [`${id} ${error.code} ${error.message}`] : [])).join('; ');
}
