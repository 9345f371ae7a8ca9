import type { Result } from '#nodes/items.ts';
import type { Row, Tier } from '#nodes/price.ts';
import { kindOf, type Step } from '#nodes/steps.ts';
import type { Problem } from './document.ts';
import { expandMore } from './expand.ts';
import type { Assets, Expansion } from './expansion.ts';
import { fingerprint, requestKey } from './fingerprint.ts';
import { itemOf } from './refs.ts';
import { type Candidate, type Choice, choiceKey, route } from './route.ts';

export type DryRunOptions = {
  readonly rows: readonly Row[];
  readonly tier: Tier;
  readonly assets?: Assets | undefined;
  /** Stored results by fingerprint, as far as they were looked up; null where nothing is stored. */
  readonly stored?: ReadonlyMap<string, Result | null> | undefined;
  /** Row ids by choice key of this graph's last run at this tier. */
  readonly previous?: Readonly<Record<string, string>> | undefined;
};

/** Lets everything happen that is stored, in layout order, so that a chain reads its own results. */
export class DryRun {
  readonly asks = new Set<string>();
  private readonly sure: Expansion;
  private readonly options: DryRunOptions;
  private readonly results: Map<string, Result>;
  private readonly rowOf: Map<string, Row>;
  private readonly requests = new Map<string, string>();

  constructor(sure: Expansion, options: DryRunOptions, results: Map<string, Result>) {
    this.sure = sure;
    this.options = options;
    this.results = results;
    this.rowOf = new Map(options.rows.map((row) => [row.id, row]));
  }

  rehearse(): void {
    const todo = new Set(this.sure.wiring.order);
    for (const node of todo) {
      const before = this.results.size;
      this.rehearseNode(node);
      if (this.results.size > before && this.sure.unlaid.size > 0)
        expandMore(this.sure, node, { results: this.results, assets: this.options.assets });
    }
  }

  private rehearseNode(node: string): void {
    const steps = stepsOf(this.sure, node);
    if (steps.length === 0) return;
    const { choices } = this.routeSteps(
      steps.map((step) => ({ expansion: this.sure, step, world: 0 })),
      1,
    );
    for (const step of steps) {
      const request = this.requestOf(step);
      if (request === undefined) continue;
      const row = step.model === undefined ? undefined : this.rowOf.get(choices.get(choiceKey(step))?.row ?? '');
      if (step.model !== undefined && !row) continue;
      const hit = this.lookUp(fingerprint(request, row));
      if (hit) this.results.set(step.id, hit);
    }
  }

  private lookUp(key: string): Result | undefined {
    const found = this.options.stored?.get(key);
    if (found === undefined) this.asks.add(key);
    return found ?? undefined;
  }

  private requestOf(step: Step): string | undefined {
    const found = this.requests.get(step.id);
    if (found !== undefined) return found;
    const request = requestKey(step, (ref) => itemOf(ref, this.sure.literals, this.results)?.hash);
    if (request !== null) this.requests.set(step.id, request);
    return request ?? undefined;
  }

  routeAll(worlds: readonly Expansion[]): { choices: Map<string, Choice>; problems: Problem[] } {
    const candidates = worlds.flatMap((expansion, world) => [...expansion.steps.values()].map((step) => ({ expansion, step, world })));
    return this.routeSteps(candidates, worlds.length);
  }

  private routeSteps(candidates: readonly Candidate[], worlds: number): { choices: Map<string, Choice>; problems: Problem[] } {
    const groups = new Map<string, Candidate[]>();
    for (const candidate of candidates) {
      if (candidate.step.model === undefined) continue;
      const key = choiceKey(candidate.step);
      const group = groups.get(key);
      if (group) group.push(candidate);
      else groups.set(key, [candidate]);
    }
    const { rows, tier, previous = {} } = this.options;
    const choices = new Map<string, Choice>();
    const problems: Problem[] = [];
    const stored = (step: Step, row: Row): boolean => {
      const request = this.requestOf(step);
      return request !== undefined && Boolean(this.options.stored?.get(fingerprint(request, row)));
    };
    for (const [key, group] of groups) {
      const [{ step }] = group as [Candidate];
      const routed = route(group, { rows, tier, worlds, previous: previous[key], stored });
      if ('choice' in routed) choices.set(key, routed.choice);
      else problems.push(noModel(step, tier, routed.reasons));
      problems.push(...aboutNamedModel(step, tier, this.rowOf));
    }
    return { choices, problems };
  }
}

function noModel(step: Step, tier: Tier, reasons: readonly string[]): Problem {
  const because =
    reasons.length > 0 ? ` ${reasons.join('; ')}.` : ' No model for it is connected: add a key in Settings, or use the animatic tier.';
  return {
    severity: 'error',
    code: 'NO_MODEL',
    node: step.node,
    param: 'model',
    message: `Nothing can do “${kindOf(step.kind).title}” at tier ${tier}.${because}`,
  };
}

function aboutNamedModel(step: Step, tier: Tier, rowOf: ReadonlyMap<string, Row>): Problem[] {
  const { model } = step;
  if (model === undefined || model === 'auto') return [];
  const row = rowOf.get(model);
  if (!row && tier !== 'animatic')
    return [
      {
        severity: 'error',
        code: 'MODEL_UNKNOWN',
        node: step.node,
        param: 'model',
        message: `There is no model “${model}”. Choose one of the list, or auto.`,
      },
    ];
  if (tier !== 'animatic' || row?.tier === 'animatic') return [];
  return [
    {
      severity: 'warning',
      code: 'MODEL_OVERRIDDEN',
      node: step.node,
      param: 'model',
      message: `The animatic draws this instead of “${model}”; the model is kept for paid tiers.`,
    },
  ];
}

const grouped = new WeakMap<Expansion, { size: number; map: Map<string, Step[]> }>();

function stepsOf(expansion: Expansion, node: string): Step[] {
  const found = grouped.get(expansion);
  if (found?.size === expansion.steps.size) return found.map.get(node) ?? [];
  const map = new Map<string, Step[]>();
  for (const step of expansion.steps.values()) {
    const list = map.get(step.node);
    if (list) list.push(step);
    else map.set(step.node, [step]);
  }
  grouped.set(expansion, { size: expansion.steps.size, map });
  return map.get(node) ?? [];
}
