import { lotsOf } from '../drawing/lots.ts';
import { sampleRate } from '../sound/wav.ts';
import { type Surrounding, sourceOf, stepFrames, strikesOf, surroundings } from './noises.ts';
import type { Section } from './story.ts';

const heard: Readonly<Record<Surrounding, RegExp>> = {
  waves: /\b(sea|ocean|waves?|ships?|boats?|beach|shore|coast|harbou?r|island|lighthouse|sail\w*|pirates?|raft)\b|海|بحر|море/i,
  wind: /\b(wind\w*|storms?|desert|mountains?|cliff|blizzard|snow\w*|gale|hurricane|summit|kite)\b|嵐|عاصفة|буря/i,
  rain: /\b(rain\w*|storms?|downpour|drizzle|thunder\w*|typhoon)\b|嵐|雨|مطر|дожд/i,
  thunder: /\b(storms?|thunder\w*|lightning|typhoon)\b|嵐|عاصفة|буря/i,
  fire: /\b(fires?|flames?|campfire|blaze|burning)\b|火|نار/i,
};
/** How loud each is where the shot itself has it, and where only its setting does. */
const levels: Readonly<Record<Surrounding, number>> = { waves: 0.05, wind: 0.035, rain: 0.018, thunder: 0.16, fire: 0.03 };
const behind = 0.45;
const fadeSeconds = 0.5;

/** What is heard around each stretch of film, and how loud, 0 for not at all. */
function levelAt(kind: Surrounding, section: Section): number {
  if (heard[kind].test(section.words)) return levels[kind] * (0.7 + 0.5 * section.energy);
  return kind !== 'thunder' && heard[kind].test(section.setting) ? levels[kind] * behind : 0;
}

/** The level at a moment, with soft changes from shot to shot. */
function gainAt(kind: Surrounding, sections: readonly Section[], seconds: number): number {
  return sections.reduce((sum, section, index) => {
    const from = index === 0 ? 1 : ramp(seconds - section.start);
    const to = index === sections.length - 1 ? 0 : ramp(seconds - section.end);
    return from > to ? sum + levelAt(kind, section) * (from - to) : sum;
  }, 0);
}

function ramp(past: number): number {
  const share = Math.min(1, Math.max(0, past / fadeSeconds + 0.5));
  return share * share * (3 - 2 * share);
}

/** Adds what surrounds the film to two channels, block after block; `frames` is a multiple of 960 but for the last. */
type Ambience = { add(left: Float32Array, right: Float32Array, frames: number): void };

/** The sounds of weather and sea around a film: nothing where neither shots nor settings speak of any. */
export function ambienceOf(sections: readonly Section[], seed: number): Ambience {
  const kinds = surroundings.filter((kind) => sections.some((section) => levelAt(kind, section) > 0));
  const strikes = strikesOf(
    sections.filter((section) => levelAt('thunder', section) > 0),
    lotsOf(seed, 'strikes'),
  );
  const layers = kinds.flatMap((kind) =>
    [0, 1].map((side) => ({ kind, side, source: sourceOf(kind, { lots: lotsOf(seed, kind, side), side, strikes }) })),
  );
  const piece = new Float32Array(stepFrames);
  let at = 0;
  return {
    add(left, right, frames) {
      for (let from = 0; from < frames; from += stepFrames) {
        const count = Math.min(stepFrames, frames - from);
        for (const { kind, side, source } of layers) {
          const gains = [gainAt(kind, sections, at / sampleRate), gainAt(kind, sections, (at + count) / sampleRate)] as const;
          if (gains[0] + gains[1] === 0) continue;
          source(at, piece);
          addPiece(piece, (side === 0 ? left : right).subarray(from, from + count), gains);
        }
        at += count;
      }
    },
  };
}

function addPiece(piece: Float32Array, to: Float32Array, [start, end]: readonly [number, number]): void {
  const step = (end - start) / to.length;
  for (let index = 0; index < to.length; index++) to[index] = (to[index] as number) + (piece[index] as number) * (start + step * index);
}
