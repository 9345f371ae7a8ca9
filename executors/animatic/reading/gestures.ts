import type { Pose } from '../scene.ts';
import { infinitives, type Token } from './tokens.ts';

const verbs: Readonly<Record<Pose, string>> = {
  stand:
    'stand wait look watch gaze stare listen see notice hide think remember smile stop meet talk speak say ask tell greet sing whisper hesitate pause guard stay observe admire',
  walk: 'walk go come arrive leave return wander stroll march approach enter step cross follow travel journey wade sneak hike pass stride trek move explore head drift hurry search roam patrol prowl trudge cast',
  run: 'run flee chase steal rush race sprint escape dash gallop charge hunt pursue jog leap jump skip',
  sit: 'sit meditate rest relax study type wait-down fish eat drink dine lunch paint draw write read-on drive steer knit sew',
  kneel:
    'kneel crouch find discover dig plant bend pet feed repair fix build pray light gather examine inspect uncover unearth collect tend bury',
  lie: 'lie sleep dream nap collapse faint rest-on die',
  wave: 'wave signal beckon hail farewell goodbye',
  point: 'point aim show shoot accuse command direct',
  hold: 'hold read open cook bake stir pour serve carry-in photograph film phone call play offer give present knock study-a deliver receive inspect-a taste smell sip lift carve',
  raise: 'cheer celebrate triumph win rejoice lift-up howl shout scream cry roar surrender applaud clap pray-up laugh',
  reach: 'reach grab touch catch pick fly climb-for hang switch press pull push knock-on stretch',
  carry: 'carry bring haul drag bear fetch hug embrace cradle',
  swim: 'swim dive snorkel drown float-in paddle-in',
  ride: 'ride saddle',
  dance: 'dance twirl spin perform waltz pirouette',
  climb: 'climb scale ascend clamber',
  fight: 'fight attack battle duel strike swing stab defend throw struggle box',
  bow: 'bow-to mourn weep sob grieve',
  float: 'float hover soar glide levitate fall orbit',
};

const poseOf = new Map(Object.entries(verbs).flatMap(([pose, list]) => list.split(' ').map((verb) => [verb, pose as Pose] as const)));

/** Irregular past forms of the verbs that are often met in stories. */
const past: Readonly<Record<string, string>> = {
  ran: 'run',
  sat: 'sit',
  stood: 'stand',
  went: 'go',
  came: 'come',
  left: 'leave',
  found: 'find',
  held: 'hold',
  rode: 'ride',
  swam: 'swim',
  fell: 'fall',
  fought: 'fight',
  slept: 'sleep',
  lay: 'lie',
  lying: 'lie',
  lies: 'lie',
  knelt: 'kneel',
  dug: 'dig',
  caught: 'catch',
  threw: 'throw',
  wrote: 'write',
  drew: 'draw',
  drove: 'drive',
  ate: 'eat',
  drank: 'drink',
  saw: 'see',
  met: 'meet',
  dying: 'die',
  brought: 'bring',
  wept: 'weep',
  read: 'read',
  fled: 'flee',
  shot: 'shoot',
  hid: 'hide',
};

/** The plain form of a verb in the lists, if this word is one. */
export function verbOf(token: Token): string | undefined {
  return [past[token.word], ...infinitives(token.word)].find(
    (verb): verb is string => verb !== undefined && (poseOf.has(verb) || handling.has(verb) || moving.has(verb)),
  );
}

/** The pose that a verb asks for. */
export function poseOfVerb(verb: string): Pose | undefined {
  return poseOf.get(verb);
}

/** Verbs whose object is in the hand. */
export const handling: ReadonlySet<string> = new Set(
  'hold carry lift raise wave swing read write drink eat play take bring steal open give offer pick grab receive deliver pour sip taste photograph light use draw wear clutch grip wield show lend throw'.split(
    ' ',
  ),
);
/** Verbs after which somebody sits on or in what follows. */
export const riding: ReadonlySet<string> = new Set('ride row sail paddle mount saddle gallop canoe'.split(' '));
/** Verbs after which somebody is inside what follows and cannot be seen. */
export const driving: ReadonlySet<string> = new Set('drive pilot fly steer race board park travel'.split(' '));
const moving: ReadonlySet<string> = new Set([...riding, ...driving]);

/** A word that stands where a verb can: not after an article, a preposition or an adjective. */
export function isVerbHere(tokens: readonly Token[], at: number): boolean {
  const [token, before] = [tokens[at], tokens[at - 1]];
  if (!token) return false;
  if (token.tags.has('Verb')) return true;
  if (!before) return /s$/.test(token.word);
  return (
    !before.tags.has('Determiner') &&
    !before.tags.has('Adjective') &&
    !before.tags.has('Preposition') &&
    !/^(?:a|an|the|his|her|its|their|of|in|on|at|with)$/.test(before.word)
  );
}
