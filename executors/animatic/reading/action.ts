import type { Pose, Subject } from '../scene.ts';
import { castOf } from './cast.ts';
import { handling, isVerbHere, poseOfVerb, verbOf } from './gestures.ts';
import { carried, inHand } from './hands.ts';
import { mentionsOf } from './mentions.ts';
import { hiddenIn, mounted, mountedToo, ridden, seats } from './riding.ts';
import { type Token, tokensOf } from './tokens.ts';
import { appositions, known, order, pronouns, type Seen, unsaid } from './who.ts';

/** Who and what an action shows, in the order of the words. */
type Action = { readonly subjects: readonly Subject[]; readonly tokens: readonly Token[] };

/** Reads one moment of the film; the cast line says who "she" is and what a name looks like. */
export function readAction(beat: string, castLine: string | undefined): Action {
  const cast = castOf(castLine);
  const tokens = tokensOf(beat);
  const names = new Set(
    cast.flatMap(({ called, subject }) =>
      called.has(subject.id) && !/^(?:\p{Ll})/u.test(castLine?.match(new RegExp(subject.id, 'iu'))?.[0] ?? 'x') ? [subject.id] : [],
    ),
  );
  const mentions = appositions(mentionsOf(tokens, names), tokens);
  const seen = order([
    ...mentions.map((mention) => ({ subject: known(mention, cast), from: mention.from, to: mention.to })),
    ...pronouns(tokens, cast),
    ...unsaid(tokens, mentions, cast),
  ]);
  const acting = seen.map((one) => ({ ...one, subject: posed(one, tokens, seen) }));
  return { subjects: settle(acting, tokens), tokens };
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
  if (!subject.figure)
    return pose && subject.silhouette.startsWith('animal:') ? { ...subject, pose: beastPose(pose, found?.verb) } : subject;
  const object = found && seen.find(({ subject: other, from }) => from > found.at && from <= found.at + 6 && other.id !== subject.id);
  if (found && /^(?:fly|soar|glide|hover)$/.test(found.verb) && !object) return { ...subject, place: 'sky', pose: 'swim' };
  const seat =
    found && /^(?:sit|rest|relax|sleep|lie|wait|read)$/.test(found.verb)
      ? seen.find(
          ({ subject: other, from }) =>
            from > one.to &&
            seats.has(other.silhouette) &&
            /^(?:on|in)$/.test(
              [tokens[from - 1], tokens[from - 2]].map((token) => token?.word).find((word) => word === 'on' || word === 'in') ?? '',
            ),
        )
      : undefined;
  if (seat) return { ...subject, pose: pose === 'lie' ? 'lie' : 'sit', rides: seat.subject.id };
  const mount =
    object && ridden(found.verb, object.subject)
      ? object
      : seen.find(({ subject: other, from }) => from > one.to && mounted(tokens, from, other));
  if (mount) return { ...subject, pose: 'ride', rides: mount.subject.id };
  const held =
    object && found && handling.has(found.verb) && inHand(object.subject)
      ? object
      : seen.find(({ subject: other, from }) => from > one.to && from < one.to + 12 && inHand(other) && carried(tokens, from));
  const free: Pose = pose === 'walk' || pose === 'run' || pose === 'sit' || pose === 'raise' || pose === 'dance' ? pose : 'hold';
  return {
    ...subject,
    ...(held
      ? { pose: held.subject.id === object?.subject.id && found?.verb === 'lift' ? 'raise' : free, holds: held.subject.silhouette }
      : pose
        ? { pose }
        : {}),
  };
}

const beastPose = (pose: Pose, verb: string | undefined): Pose =>
  verb === 'howl' || verb === 'roar'
    ? 'raise'
    : pose === 'run' || pose === 'climb'
      ? 'run'
      : pose === 'walk' || pose === 'carry'
        ? 'walk'
        : 'stand';

/** What is held is not drawn twice; who sits inside is not drawn at all. */
function settle(all: readonly Seen[], tokens: readonly Token[]): Subject[] {
  const seen = mountedToo(all, tokens);
  const held = new Set(seen.flatMap(({ subject }) => subject.holds ?? []));
  const drivers = seen.filter(({ subject }) => subject.rides !== undefined);
  const subjects = seen
    .map(({ subject }) => subject)
    .filter(
      (subject, index, all) =>
        !(held.has(subject.silhouette) && inHand(subject)) &&
        all.findIndex(({ silhouette, figure }) => silhouette === subject.silhouette && !figure && !subject.figure) >=
          (subject.figure ? -1 : index),
    );
  const rowed = new Set(
    seen.flatMap(({ subject }) => (subject.rides && tokens.some((token) => /^(?:row|paddl)/.test(token.word)) ? [subject.rides] : [])),
  );
  const flown = new Map(
    drivers.flatMap(({ subject }) =>
      hiddenIn(rowed.has(subject.rides ?? '') ? undefined : subjects.find(({ id }) => id === subject.rides), subject),
    ),
  );
  return subjects
    .filter(({ silhouette }) => !(flown.size > 0 && silhouette === 'icon:umbrella'))
    .filter((subject) => !(subject.rides !== undefined && flown.has(subject.rides)))
    .map((subject) =>
      rowed.has(subject.id) && subject.place === 'water'
        ? { ...subject, silhouette: 'drawn:rowing-boat', metres: 0.9 }
        : (flown.get(subject.id) ?? subject),
    );
}
