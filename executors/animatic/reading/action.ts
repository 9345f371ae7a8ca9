import type { Pose, Subject } from '../scene.ts';
import { castOf, headOf, type Member, meant, subjectOf } from './cast.ts';
import { driving, handling, isVerbHere, poseOfVerb, riding, verbOf } from './gestures.ts';
import { type Mention, mentionsOf } from './mentions.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Who and what an action shows, in the order of the words. */
export type Action = { readonly subjects: readonly Subject[]; readonly tokens: readonly Token[] };

type Seen = { subject: Subject; from: number; to: number };

/** Reads one moment of the film; the cast line says who "she" is and what a name looks like. */
export function readAction(beat: string, castLine: string | undefined): Action {
  const cast = castOf(castLine);
  const tokens = tokensOf(beat);
  const names = new Set(cast.flatMap(({ called, subject }) => (called.has(subject.id) && !/^(?:\p{Ll})/u.test(castLine?.match(new RegExp(subject.id, 'iu'))?.[0] ?? 'x') ? [subject.id] : [])));
  const mentions = mentionsOf(tokens, names);
  const seen = order([...mentions.map((mention) => ({ subject: known(mention, cast), from: mention.from, to: mention.to })), ...pronouns(tokens, cast), ...unsaid(tokens, mentions, cast)]);
  const acting = seen.map((one) => ({ ...one, subject: posed(one, tokens, seen) }));
  return { subjects: settle(acting), tokens };
}

/** The cast's own look for somebody who is in it. */
function known(mention: Mention, cast: readonly Member[]): Subject {
  const member = cast.find(({ called, subject }) => (mention.name ? subject.id === mention.name : called.has(mention.noun) || (called.has(headOf(mention.noun)) && mention.word === undefined)));
  return member ? { ...member.subject, count: Math.max(mention.count, member.subject.count > 1 ? member.subject.count : 1) } : subjectOf(mention);
}

function order(seen: readonly Seen[]): Seen[] {
  const sorted = [...seen].sort((one, other) => one.from - other.from);
  return sorted.filter((one, index) => sorted.findIndex(({ subject }) => subject.id === one.subject.id) === index);
}

function pronouns(tokens: readonly Token[], cast: readonly Member[]): Seen[] {
  return tokens.flatMap(({ word, possessive }, at) => (possessive ? [] : meant(word, cast).map(({ subject }) => ({ subject, from: at, to: at }))));
}

/** "Lands on Mars": a sentence that begins with its verb is about the first of the cast. */
function unsaid(tokens: readonly Token[], mentions: readonly Mention[], cast: readonly Member[]): Seen[] {
  const [first, lead] = [tokens[0], cast[0]];
  const verb = first !== undefined && (first.tags.has('Verb') || (verbOf(first) !== undefined && /s$/.test(first.word))) && !first.tags.has('Gerund');
  const begins = verb && lead !== undefined && !mentions.some(({ from, word }) => from === 0 || (word === undefined && from < 3));
  return begins ? [{ subject: lead.subject, from: -1, to: -1 }] : [];
}

/** The verb of a subject: the next one in its clause, else the one before. */
function verbAt(tokens: readonly Token[], { from, to }: Seen, seen: readonly Seen[]): { verb: string; at: number } | undefined {
  for (let at = to + 1; at < tokens.length && at <= to + 7; at++) {
    const other = seen.find((one) => one.from === at && one.from > to);
    if (other?.subject.figure && tokens[at - 1]?.word !== 'and') break;
    const verb = isVerbHere(tokens, at) ? verbOf(tokens[at] as Token) : undefined;
    if (verb) return { verb, at };
    if (tokens[at]?.sentence !== tokens[Math.max(0, to)]?.sentence) break;
  }
  for (let at = from - 1; at >= 0 && at >= from - 4; at--) {
    const verb = tokens[at]?.tags.has('Verb') ? verbOf(tokens[at] as Token) : undefined;
    if (verb && /^(?:and|with|by|beside)$/.test(tokens[from - 1]?.word ?? '')) return { verb, at };
  }
  return undefined;
}

/** Gives somebody the pose of their verb, what they hold and what they ride. */
function posed(one: Seen, tokens: readonly Token[], seen: readonly Seen[]): Subject {
  const { subject } = one;
  const found = verbAt(tokens, one, seen);
  const pose = found ? poseOfVerb(found.verb) : undefined;
  if (!subject.figure) return pose && subject.silhouette.startsWith('animal:') ? { ...subject, pose: beastPose(pose, found?.verb) } : subject;
  const object = found && seen.find(({ subject: other, from }) => from > found.at && from <= found.at + 6 && other.id !== subject.id);
  const mount = object && ridden(found.verb, object.subject) ? object : seen.find(({ subject: other, from }) => from > one.to && mounted(tokens, from, other));
  if (mount) return { ...subject, pose: 'ride', rides: mount.subject.id };
  const held = object && found && handling.has(found.verb) && inHand(object.subject) ? object : seen.find(({ subject: other, from }) => from > one.to && from < one.to + 12 && inHand(other) && carried(tokens, from));
  const free: Pose = pose === 'walk' || pose === 'run' || pose === 'sit' || pose === 'raise' || pose === 'dance' ? pose : 'hold';
  return { ...subject, ...(held ? { pose: held.subject.id === object?.subject.id && found?.verb === 'lift' ? 'raise' : free, holds: held.subject.silhouette } : pose ? { pose } : {}) };
}

const beastPose = (pose: Pose, verb: string | undefined): Pose => (verb === 'howl' || verb === 'roar' ? 'raise' : pose === 'run' || pose === 'climb' ? 'run' : pose === 'walk' || pose === 'carry' ? 'walk' : 'stand');

const inHand = ({ silhouette, place, metres, figure }: Subject): boolean => !figure && (place === 'thing' || silhouette === 'icon:umbrella' || silhouette === 'icon:flowers') && metres < 1.3;

const carriable = ({ place, silhouette }: Subject): boolean => silhouette.startsWith('animal:') || place === 'water';
const ridden = (verb: string, subject: Subject): boolean => (riding.has(verb) || driving.has(verb)) && (carriable(subject) || crewed(subject) || wheels.has(subject.silhouette));
/** What flies with people inside. */
const crewed = ({ place, metres, silhouette }: Subject): boolean => place === 'sky' && metres > 2.5 && !living.has(silhouette);
const living: ReadonlySet<string> = new Set(['drawn:flock', 'icon:ufo', 'icon:firework-rocket', 'icon:burning-meteor', 'icon:ringed-planet', 'icon:falling-star', 'icon:pterodactylus']);

const wheels: ReadonlySet<string> = new Set(['icon:city-car', 'icon:race-car', 'icon:jeep', 'icon:police-car', 'icon:truck', 'icon:bus', 'icon:ambulance', 'icon:surfer-van', 'icon:caravan', 'icon:tow-truck', 'icon:farm-tractor', 'icon:bulldozer', 'icon:steam-locomotive', 'icon:subway-train', 'icon:scooter', 'icon:aero-bike', 'icon:dutch-bike', 'icon:old-wagon', 'icon:mars-curiosity', 'icon:tank', 'icon:forklift', 'icon:mine-truck', 'icon:food-truck']);

/** "On a horse", "in a rowing boat". */
function mounted(tokens: readonly Token[], from: number, subject: Subject): boolean {
  const near = [tokens[from - 1], tokens[from - 2], tokens[from - 3]].map((token) => token?.word);
  const word = near.find((text) => text && /^(?:on|in|aboard|inside)$/.test(text));
  return word !== undefined && (carriable(subject) ? subject.silhouette.startsWith('animal:') === (word === 'on') || subject.place === 'water' : (crewed(subject) || wheels.has(subject.silhouette)) && word !== 'on');
}

/** "With a lantern", "under an umbrella", "carrying a suitcase". */
function carried(tokens: readonly Token[], from: number): boolean {
  for (let at = from - 1; at >= Math.max(0, from - 3); at--) {
    const token = tokens[at] as Token;
    if (/^(?:with|under|carrying|holding|wielding|clutching)$/.test(token.word)) return true;
    if (!token.tags.has('Determiner') && !token.tags.has('Adjective') && !token.tags.has('Possessive') && token.word !== 'a') return false;
  }
  return false;
}

/** What is held is not drawn twice; who sits inside is not drawn at all. */
function settle(seen: readonly Seen[]): Subject[] {
  const held = new Set(seen.flatMap(({ subject }) => subject.holds ?? []));
  const drivers = seen.filter(({ subject }) => subject.rides !== undefined);
  const subjects = seen.map(({ subject }) => subject).filter((subject, index, all) => !(held.has(subject.silhouette) && inHand(subject)) && all.findIndex(({ silhouette, figure }) => silhouette === subject.silhouette && !figure && !subject.figure) >= (subject.figure ? -1 : index));
  const flown = new Map(drivers.flatMap(({ subject }) => hiddenIn(subjects.find(({ id }) => id === subject.rides), subject)));
  return subjects
    .filter(({ silhouette }) => !(flown.size > 0 && silhouette === 'icon:umbrella'))
    .filter((subject) => !(subject.rides !== undefined && flown.has(subject.rides)))
    .map((subject) => flown.get(subject.id) ?? subject);
}

const cyclists: Readonly<Record<string, string>> = { 'icon:dutch-bike': 'icon:cycling', 'icon:aero-bike': 'icon:aero-bike' };

/** A vehicle that hides its driver takes over the driver's colour. */
function hiddenIn(vehicle: Subject | undefined, driver: Subject): readonly (readonly [string, Subject])[] {
  if (!vehicle || vehicle.silhouette.startsWith('animal:') || open.has(vehicle.silhouette)) return [];
  const silhouette = cyclists[vehicle.silhouette] ?? vehicle.silhouette;
  return [[vehicle.id, { ...vehicle, silhouette, ...(driver.accent !== undefined && { accent: driver.accent }) }]];
}

/** Boats in which people can be seen. */
const open: ReadonlySet<string> = new Set(['drawn:rowing-boat', 'icon:raft']);
