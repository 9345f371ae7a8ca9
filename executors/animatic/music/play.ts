import { type Lots, lotsOf } from '../drawing/lots.ts';
import { reverb } from '../sound/reverb.ts';
import { type Stereo, sampleRate } from '../sound/wav.ts';
import { ambienceOf } from './ambience.ts';
import { type Bus, lay, newBus, shift } from './bus.ts';
import { formOf } from './form.ts';
import type { Instrument, Note } from './note.ts';
import { notesOf } from './parts.ts';
import type { MusicMood, Section } from './story.ts';
import { strings, type Waves } from './strings.ts';
import { styles } from './style.ts';
import { bass, bell, harp, kick, longestNote, piano, shaker, tom } from './tones.ts';

/** A piece to be played: its length in frames at 48 kHz, its mood and the stretches of film that it follows. */
export type Piece = { readonly frames: number; readonly mood: MusicMood; readonly sections: readonly Section[]; readonly seed: number };

/** How much of an instrument is heard, and how much of it goes into the room. */
const mix: Readonly<Record<Instrument, { readonly gain: number; readonly room: number }>> = {
  strings: { gain: 0.1, room: 0.5 },
  piano: { gain: 0.2, room: 0.35 },
  harp: { gain: 0.2, room: 0.4 },
  bell: { gain: 0.085, room: 0.6 },
  bass: { gain: 0.15, room: 0.06 },
  kick: { gain: 0.17, room: 0.15 },
  tom: { gain: 0.17, room: 0.3 },
  shaker: { gain: 0.09, room: 0.25 },
};
const blockFrames = sampleRate;
const swellFrames = 960;

/** Plays a piece in blocks of at most a second; a block's channels are overwritten by the next one. */
export function* play(piece: Piece): Generator<{ readonly sound: Stereo; readonly frames: number }> {
  const seconds = piece.frames / sampleRate;
  const lots = lotsOf(piece.seed, piece.mood);
  const style = styles[piece.mood];
  const key = Math.floor(lots.next() * 12);
  const notes = notesOf(formOf(style, piece.sections, seconds, lots), style, key, lots);
  const bus = newBus(blockFrames + Math.ceil((longestNote + 1) * sampleRate));
  const room = reverb({ seconds: 2.1, size: 1.15, damping: 0.32 });
  const ambience = ambienceOf(piece.sections, piece.seed);
  const waves: Waves = new Map();
  let next = 0;
  for (let from = 0; from < piece.frames; from += blockFrames) {
    const frames = Math.min(blockFrames, piece.frames - from);
    for (let note = notes[next]; note && note.start * sampleRate < from + frames; note = notes[++next]) {
      const at = Math.max(0, Math.round(note.start * sampleRate) - from);
      const { gain, room: share } = mix[note.instrument];
      lay(sounded(note, waves, lots), bus, at, { pan: note.pan, gain: gain * note.loud, room: share });
    }
    yield { sound: finished(bus, frames, { room, ambience, piece, start: from }), frames };
    shift(bus, frames);
  }
}

function sounded(note: Note, waves: Waves, lots: Lots): Float32Array {
  if (note.instrument === 'strings') return strings(note, waves);
  return { piano, harp, bell, bass, kick, tom, shaker }[note.instrument](note, lots);
}

type Around = {
  readonly room: ReturnType<typeof reverb>;
  readonly ambience: ReturnType<typeof ambienceOf>;
  readonly piece: Piece;
  readonly start: number;
};

/** The next block as it is heard: with its room, the swell of the story, what surrounds the film, and a quiet end. */
function finished(bus: Bus, frames: number, { room, ambience, piece, start }: Around): Stereo {
  const sound = { left: bus.left.slice(0, frames), right: bus.right.slice(0, frames) };
  room.add({ left: bus.roomLeft, right: bus.roomRight }, sound, frames);
  for (let at = 0; at < frames; at += swellFrames) {
    const until = Math.min(frames, at + swellFrames);
    const from = swell(piece.sections, (start + at) / sampleRate);
    const step = (swell(piece.sections, (start + until) / sampleRate) - from) / (until - at);
    for (let index = at; index < until; index++) {
      const gain = from + step * (index - at);
      sound.left[index] = (sound.left[index] as number) * gain;
      sound.right[index] = (sound.right[index] as number) * gain;
    }
  }
  ambience.add(sound.left, sound.right, frames);
  close(sound, frames, piece.frames - start);
  return sound;
}

/** The loudness of the story: a little more where it is hard, rising shortly before a shot that asks for more. */
function swell(sections: readonly Section[], seconds: number): number {
  const at = sections.findIndex(({ end }) => seconds < end);
  const now = sections[at < 0 ? sections.length - 1 : at];
  if (!now) return 1;
  const own = loudness(now.energy);
  const next = at < 0 ? undefined : sections[at + 1];
  const before = at > 0 ? sections[at - 1] : undefined;
  const toNext = next ? ease((seconds - (now.end - 0.8)) / 1.6) : 0;
  const fromBefore = before ? 1 - ease((seconds - (now.start - 0.8)) / 1.6) : 0;
  return own + (loudness(next?.energy ?? 0) - own) * toNext + (loudness(before?.energy ?? 0) - own) * fromBefore;
}

const loudness = (energy: number): number => 0.72 + 0.5 * energy;
function ease(share: number): number {
  const inside = Math.min(1, Math.max(0, share));
  return inside * inside * (3 - 2 * inside);
}

/** The last sound dies away by the last frame. */
function close({ left, right }: Stereo, frames: number, remaining: number): void {
  const fall = 1.1 * sampleRate;
  for (let index = 0; index < frames; index++) {
    const toEnd = remaining - index - 1;
    if (toEnd >= fall) continue;
    const gain = ease(toEnd / fall);
    left[index] = (left[index] as number) * gain;
    right[index] = (right[index] as number) * gain;
  }
}
