import { hashOf } from '../drawing/lots.ts';
import { readsAsEnglish } from '../language.ts';
import { readPrompt } from '../prompt-lines.ts';
import type { Ground, Mood, Scene, Subject } from '../scene.ts';
import { readAction } from './action.ts';
import { captionOf } from './caption.ts';
import { castOf, subjectOf } from './cast.ts';
import { accentOf } from './dressing.ts';
import { groundOf } from './haunts.ts';
import { mentionsOf } from './mentions.ts';
import { groundIn, moodFor, weatherIn } from './surroundings.ts';
import { tokensOf } from './tokens.ts';

export type Telling = {
  /** What is seen, as a person or the planner wrote it. */
  readonly text: string;
  readonly seed: number;
  /** The mood of the shot, where it is known apart from the text. */
  readonly mood?: string;
  /** A frame of the same film: its place and light hold where the words name no other. */
  readonly like?: Scene;
};

/** Reads what a frame shows. Words that give no picture, or in a language it cannot read, become a card of words. */
export function readScene({ text, seed, mood, like }: Telling): Scene {
  const parts = readPrompt(text);
  const beat = parts.beat || text;
  const planned = (mood ?? parts.mood)?.toLowerCase();
  const base = { version: 1, sentence: captionOf(beat), seed, variant: hashOf(seed, text), framing: { x: 0, y: 0, zoom: 1 } } as const;
  const size = sizeOf(`${parts.framing ?? ''} ${beat}`);
  if (!readsAsEnglish(beat))
    return { ...base, card: true, size, mood: cardMood(text, planned), ground: 'sky', weather: 'clear', subjects: [] };
  const { subjects } = gathered(readAction(beat, parts.cast), beat, parts.cast);
  const words = groundIn(beat) ?? (parts.setting ? groundIn(parts.setting) : undefined);
  const told = words ?? (subjects.length > 0 ? undefined : groundIn(parts.style ?? ''));
  if (told === undefined && subjects.length === 0 && !like && !(parts.setting && mentionsOf(tokensOf(parts.setting)).length > 0))
    return { ...base, card: true, size, mood: cardMood(text, planned), ground: 'sky', weather: weatherIn(beat, planned), subjects: [] };
  const all = withSetting(subjects, parts.setting);
  const ground = fitting(told ?? like?.ground ?? groundOf(all), all);
  const light =
    like && planned === undefined && words === undefined
      ? like.mood
      : moodFor(`${beat} ${parts.setting ?? ''} ${parts.style ?? ''}`, planned, ground);
  return {
    ...base,
    seed: like?.seed ?? seed,
    size,
    mood: light,
    ground,
    weather: fittingWeather(weatherIn(beat, planned), ground),
    subjects: cast(all, ground, size),
  };
}

/** At a party or a wedding the cast is there, though the words name nobody. */
function gathered(action: ReturnType<typeof readAction>, beat: string, castLine: string | undefined): ReturnType<typeof readAction> {
  if (
    action.subjects.some(({ figure }) => figure) ||
    !/\b(party|celebrat\w*|wedding|gathering|reunion|everyone|dinner|feast|picnic)\b/i.test(beat)
  )
    return action;
  const guests = castOf(castLine)
    .map(({ subject }) => subject)
    .filter(({ figure }) => figure);
  return { ...action, subjects: [...action.subjects, ...guests.slice(0, 3)] };
}

function sizeOf(text: string): Scene['size'] {
  if (/\b(close|close-up|closeup|detail|very close|macro)\b/i.test(text)) return 'close';
  return /\b(wide|distant|overview|establishing|from high above|panorama|far away|long shot)\b/i.test(text) ? 'wide' : 'medium';
}

const cardMood = (text: string, planned: string | undefined): Mood => moodFor(text, planned, 'hills');

const indoors: ReadonlySet<Ground> = new Set([
  'room',
  'kitchen',
  'study',
  'hall',
  'cave',
  'stage',
  'studio',
  'spaceship',
  'underwater',
  'space',
  'ship-deck',
]);

/** Buildings and trees that the setting names stand behind, even where the moment does not speak of them. */
function withSetting(subjects: readonly Subject[], setting: string | undefined): Subject[] {
  if (!setting) return [...subjects];
  const behind = mentionsOf(tokensOf(setting))
    .map(subjectOf)
    .filter(({ role, id }) => role === 'landmark' && !subjects.some((subject) => subject.id === id));
  return [...subjects, ...behind.slice(0, 1)];
}

/** People do not stand on the sea, nor ships in a room. */
function fitting(ground: Ground, subjects: readonly Subject[]): Ground {
  const afoot = subjects.some(({ figure, rides, pose }) => figure && !rides && pose !== 'swim');
  const stands = subjects.some(({ role, place }) => role === 'landmark' && place === 'land');
  if (ground === 'sea' && (afoot || stands)) return 'coast';
  const floats = subjects.find(({ place, role }) => place === 'water' && role !== 'landmark');
  if (floats && (ground === 'hills' || ground === 'forest' || ground === 'mountains')) return floats.metres < 1.5 ? 'river' : 'coast';
  if (ground === 'sky' && afoot) return 'hills';
  if (ground === 'studio' && afoot) return 'room';
  return ground;
}

function fittingWeather(weather: Scene['weather'], ground: Ground): Scene['weather'] {
  if (ground === 'underwater') return 'bubbles';
  const open = !indoors.has(ground) || ground === 'ship-deck';
  if (ground === 'space' || ground === 'spaceship') return 'clear';
  return open || weather === 'confetti' || weather === 'embers' ? weather : 'clear';
}

/** Nobody walks below the surface. */
function swimming(subject: Subject, ground: Ground): Subject {
  const still = subject.pose === undefined || subject.pose === 'walk' || subject.pose === 'stand' || subject.pose === 'float';
  return ground === 'underwater' && subject.figure && still ? { ...subject, pose: 'swim' } : subject;
}

/** Most in one frame; more would be a crowd nobody can read. */
const mostSubjects = 5;

/** Who leads, and no more of them than can be read. */
function cast(subjects: readonly Subject[], ground: Ground, size: Scene['size']): Subject[] {
  const front = subjects.filter(({ role, rides }) => role !== 'landmark' && !rides);
  const lead = front.find(({ figure }) => figure) ?? front.find(({ place }) => place !== 'thing') ?? front[0];
  const close = size === 'close' && subjects[0]?.place === 'thing' ? subjects[0] : undefined;
  const leader = close ?? lead;
  const product = ground === 'studio' || (leader?.place === 'thing' && !leader.figure);
  const led = subjects
    .map((subject) => swimming(subject, ground))
    .map((subject, index) =>
      subjects[index] === leader
        ? { ...subject, role: 'lead' as const, ...(product && subject.accent === undefined && { accent: accentOf(subject.id) }) }
        : subject,
    );
  const rows = [
    ...led.filter(({ role }) => role === 'lead'),
    ...led.filter(({ role, rides }) => role === 'other' && !rides),
    ...led.filter(({ rides }) => rides),
    ...led.filter(({ role }) => role === 'landmark'),
  ];
  let heads = 0;
  return rows.filter(({ role, count, rides, silhouette }) => {
    // What belongs to the ground is drawn with it already.
    if (silhouette === 'icon:ringed-planet' && ground === 'planet') return false;
    if (silhouette === 'icon:street-light' && (ground === 'street' || ground === 'city')) return false;
    if (role === 'landmark' || rides) return role !== 'landmark' || !indoors.has(ground);
    heads += count;
    return heads <= mostSubjects || heads === count;
  });
}
