import type { Problem } from '#graphs/document.ts';
import type { Facts } from '#nodes/facts.ts';
import { type Tier, tiers } from '#nodes/price.ts';
import { kindOf, type Step, type StepKind } from '#nodes/steps.ts';

/** The most that one step of a tier may ask of a model. */
export type TierCap = {
  /** Of a video that is made. */
  readonly clipSeconds: number;
  /** Of what a model makes from or for a whole film: voice, music, captions, a translation, a larger picture. */
  readonly filmSeconds: number;
  /** Pixels of the longer and of the shorter side, whichever way the picture stands. */
  readonly longSide: number;
  readonly shortSide: number;
  /** Work that the tier leaves out. */
  readonly without: readonly StepKind[];
};
/** A tier without an entry has no cap. */
export type TierCaps = { readonly [T in Tier]?: TierCap };

/** The longer sides are those of 21:9. The animatic costs nothing and is drawn at any size. */
export const tierCaps: TierCaps = {
  draft: { clipSeconds: 10, filmSeconds: 300, longSide: 1680, shortSide: 720, without: ['upscale'] },
  standard: { clipSeconds: 30, filmSeconds: 1800, longSide: 2520, shortSide: 1080, without: [] },
  premium: { clipSeconds: 60, filmSeconds: 3600, longSide: 5040, shortSide: 2160, without: [] },
};

/** A step with the facts of its first output. */
export type StepAsked = { readonly step: Pick<Step, 'node' | 'kind'>; readonly gives: Facts | undefined };

/** What model steps ask beyond their tier: one problem for each node and reason, however many of its steps it concerns. */
export function tierProblems(steps: Iterable<StepAsked>, tier: Tier, caps: TierCaps = tierCaps): Problem[] {
  const cap = caps[tier];
  if (!cap) return [];
  const found = new Map<string, Problem>();
  for (const { step, gives } of steps) {
    if (kindOf(step.kind).lane !== 'model') continue;
    for (const { reason, excess } of excesses(step.kind, gives, cap)) {
      const key = `${step.node}/${reason}`;
      if (found.has(key)) continue;
      const message = `The ${tier} tier ${excess} ${remedyOf(reason, step.kind, gives, tier, caps)}`;
      found.set(key, { severity: 'error', code: 'TIER_CAP', node: step.node, message });
    }
  }
  return [...found.values()];
}

type Reason = 'work' | 'length' | 'size';
type Excess = { readonly reason: Reason; readonly excess: string };

function excesses(kind: StepKind, gives: Facts | undefined, cap: TierCap): Excess[] {
  const { title } = kindOf(kind);
  if (cap.without.includes(kind)) return [{ reason: 'work', excess: `does without “${title}”.` }];
  const { seconds = 0, width = 0, height = 0 } = gives ?? {};
  const most = kind === 'make-video' ? cap.clipSeconds : cap.filmSeconds;
  const found: Excess[] = [];
  if (seconds > most) found.push({ reason: 'length', excess: `makes at most ${most} s in one step; this asks for ${rounded(seconds)} s.` });
  if (Math.max(width, height) > cap.longSide || Math.min(width, height) > cap.shortSide) {
    const size = `${cap.longSide} px along the longer and ${cap.shortSide} px along the shorter side`;
    found.push({ reason: 'size', excess: `makes at most ${size}; this asks for ${width} × ${height}.` });
  }
  return found;
}

/** Names the next tier that takes it, where one does. */
function remedyOf(reason: Reason, kind: StepKind, gives: Facts | undefined, tier: Tier, caps: TierCaps): string {
  const higher = tiers.slice(tiers.indexOf(tier) + 1).find((next) => {
    const cap = caps[next];
    return !cap || excesses(kind, gives, cap).length === 0;
  });
  const change = { work: 'Bypass the node', length: 'Make it shorter', size: 'Choose a smaller resolution' }[reason];
  return higher ? `${change}, or choose the ${higher} tier.` : `${change}.`;
}

const rounded = (seconds: number): number => Math.round(seconds * 100) / 100;
