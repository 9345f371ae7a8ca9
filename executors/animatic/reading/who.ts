import type { Subject } from '../scene.ts';
import { headOf, type Member, meant, subjectOf } from './cast.ts';
import { verbOf } from './gestures.ts';
import type { Mention } from './mentions.ts';
import type { Token } from './tokens.ts';

export type Seen = { subject: Subject; from: number; to: number };

/** "Mara, an astronaut" is one person: the name keeps the role. */
export function appositions(mentions: readonly Mention[], tokens: readonly Token[]): Mention[] {
  const told = (mention: Mention): Mention | undefined =>
    mentions.find(
      ({ from, word, name }) =>
        mention.name !== undefined &&
        !name &&
        !word &&
        from > mention.to &&
        from <= mention.to + 4 &&
        tokens[mention.to]?.pause === true &&
        /^(?:an?|the)$/.test(tokens[mention.to + 1]?.word ?? ''),
    );
  const roles = new Set(mentions.map(told));
  return mentions
    .filter((mention) => !roles.has(mention))
    .map((mention) => ({
      ...mention,
      ...(told(mention) && { noun: told(mention)?.noun ?? mention.noun, adjectives: told(mention)?.adjectives ?? [] }),
    }));
}

/** The cast's own look for somebody who is in it. */
export function known(mention: Mention, cast: readonly Member[]): Subject {
  const member = cast.find(({ called, subject }) =>
    mention.name
      ? subject.id === mention.name
      : called.has(mention.noun) || (called.has(headOf(mention.noun)) && mention.word === undefined),
  );
  const said = subjectOf(mention);
  if (!member) return said;
  return {
    ...member.subject,
    count: Math.max(mention.count, member.subject.count),
    ...(said.colour && !member.subject.figure && { colour: said.colour }),
  };
}

export function order(seen: readonly Seen[]): Seen[] {
  const sorted = [...seen].sort((one, other) => one.from - other.from);
  return sorted.filter((one, index) => sorted.findIndex(({ subject }) => subject.id === one.subject.id) === index);
}

export function pronouns(tokens: readonly Token[], cast: readonly Member[]): Seen[] {
  return tokens.flatMap(({ word, possessive }, at) =>
    possessive ? [] : meant(word, cast).map(({ subject }) => ({ subject, from: at, to: at })),
  );
}

/** "Lands on Mars": a sentence that begins with its verb is about the first of the cast. */
export function unsaid(tokens: readonly Token[], mentions: readonly Mention[], cast: readonly Member[]): Seen[] {
  const [first, lead] = [tokens[0], cast[0]];
  const verb =
    first !== undefined && (first.tags.has('Verb') || (verbOf(first) !== undefined && /s$/.test(first.word))) && !first.tags.has('Gerund');
  const begins = verb && lead !== undefined && !mentions.some(({ from, word }) => from === 0 || (word === undefined && from < 3));
  return begins ? [{ subject: lead.subject, from: -1, to: -1 }] : [];
}
