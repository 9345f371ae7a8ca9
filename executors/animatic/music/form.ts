import type { Lots } from '../drawing/lots.ts';
import { type Section, sectionAt } from './story.ts';
import { type Chord, type ChordName, chordOf, darkPhrases, type Style } from './style.ts';

/** One chord of the piece and how long it holds, in seconds from the beginning. */
export type Harmony = {
  readonly start: number;
  readonly seconds: number;
  readonly chord: Chord;
  readonly dark: boolean;
  readonly energy: number;
};

/** The plan of a piece: whole bars, then a last chord that rings to the very end. */
export type Form = {
  readonly beatSeconds: number;
  readonly barSeconds: number;
  readonly bars: number;
  readonly harmonies: readonly Harmony[];
  readonly last: Harmony;
};

const beatsInBar = 4;

/** Lays out a piece of exactly `seconds`, its tempo bent so that chords change with the shots and the cadence ends the film. */
export function formOf(style: Style, sections: readonly Section[], seconds: number, lots: Lots): Form {
  const { bars, ring } = measure(style, sections, seconds);
  const barSeconds = bars === 0 ? seconds : (seconds - ring) / bars;
  const names = progression(style, bars, (bar) => sectionAt(sections, (bar + 0.5) * barSeconds)?.dark ?? false, lots);
  const harmonies = names.flatMap((half, bar) =>
    half.map((name, part) => {
      const start = (bar + part / half.length) * barSeconds;
      const { dark = false, energy = 0.5 } = sectionAt(sections, start + 0.1) ?? {};
      return { start, seconds: barSeconds / half.length, chord: chordOf(name), dark, energy };
    }),
  );
  return {
    bars,
    barSeconds,
    beatSeconds: barSeconds / beatsInBar,
    harmonies,
    last: lastChord(style, sections, bars * barSeconds, seconds),
  };
}

function lastChord(style: Style, sections: readonly Section[], at: number, seconds: number): Harmony {
  const { dark = false, energy = 0.5 } = sections.at(-1) ?? {};
  const name = style.cadence[2];
  return { start: seconds - at < 0.05 ? 0 : at, seconds: seconds - at, chord: chordOf(dark && name === 'I' ? 'i' : name), dark, energy };
}

/** Bars and the seconds of the last chord: near the style's tempo, with shot boundaries near half bars. */
function measure(style: Style, sections: readonly Section[], seconds: number): { bars: number; ring: number } {
  if (seconds < 2.6) return { bars: 0, ring: seconds };
  const natural = (beatsInBar * 60) / style.beatsPerMinute;
  const boundaries = sections.slice(1).map(({ start }) => start);
  let best = { bars: 1, ring: seconds * 0.4, cost: Number.POSITIVE_INFINITY };
  for (let ring = Math.min(2, seconds * 0.3); ring <= Math.min(4.2, seconds * 0.45); ring += 0.05) {
    const around = Math.max(1, Math.round((seconds - ring) / natural));
    for (const bars of [around - 1, around, around + 1]) {
      if (bars < 1) continue;
      const bar = (seconds - ring) / bars;
      const cost = 4 * Math.abs(Math.log(bar / natural)) + misfit(boundaries, bar, bars) + 0.05 * Math.abs(ring - 3);
      if (cost < best.cost) best = { bars, ring, cost };
    }
  }
  return best;
}

/** How far, on average, shot boundaries lie from the nearest half bar, 0 to 1. */
function misfit(boundaries: readonly number[], bar: number, bars: number): number {
  const inside = boundaries.filter((at) => at <= bar * (bars + 0.25)).slice(0, 60);
  if (inside.length === 0) return 0;
  const off = inside.map((at) => Math.abs(at / (bar / 2) - Math.round(at / (bar / 2))) * 2);
  return off.reduce((sum, one) => sum + one, 0) / off.length;
}

/** Chord names bar by bar; the last bar prepares the cadence in two halves. */
function progression(style: Style, bars: number, isDark: (bar: number) => boolean, lots: Lots): ChordName[][] {
  const list: ChordName[][] = [];
  let phrase = pick(style.phrases, lots);
  let begun = 0;
  let dark = isDark(0);
  if (dark) phrase = pick(darkPhrases, lots);
  for (let bar = 0; bar < bars; bar++) {
    if (isDark(bar) !== dark || bar - begun === 4) {
      dark = isDark(bar);
      phrase = pick(dark ? darkPhrases : style.phrases, lots);
      begun = bar;
    }
    list.push([phrase[bar - begun] ?? phrase[0]]);
  }
  const opening = list[0]?.[0] ?? 'I';
  const [preparation, dominant] = style.cadence;
  if (bars > 0) list[bars - 1] = [bars === 1 ? opening : dark ? 'iv' : preparation, dominant];
  return list;
}

const pick = <T>(list: readonly T[], lots: Lots): T => list[Math.floor(lots.next() * list.length)] as T;
