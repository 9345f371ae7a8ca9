import type { Subject } from '../scene.ts';
import { driving, riding } from './gestures.ts';
import type { Token } from './tokens.ts';
import { vocabulary } from './vocabulary.ts';
import type { Seen } from './who.ts';

/** What people sit or lie on. */
export const seats: ReadonlySet<string> = new Set([
  'icon:stone-throne',
  'icon:wooden-chair',
  'icon:sofa',
  'icon:armchair',
  'drawn:bench',
  'icon:rocking-chair',
  'icon:office-chair',
  'icon:director-chair',
  'icon:bed',
]);

const carriable = ({ place, silhouette }: Subject): boolean => silhouette.startsWith('animal:') || place === 'water';

export const ridden = (verb: string, subject: Subject): boolean =>
  (riding.has(verb) || driving.has(verb)) && (carriable(subject) || crewed(subject) || wheels.has(subject.silhouette));

/** What flies with people inside. */
const crewed = ({ place, metres, silhouette }: Subject): boolean => place === 'sky' && metres > 2.5 && !living.has(silhouette);

const living: ReadonlySet<string> = new Set([
  'drawn:flock',
  'icon:ufo',
  'icon:firework-rocket',
  'icon:burning-meteor',
  'icon:ringed-planet',
  'icon:falling-star',
  'icon:pterodactylus',
]);

const wheels: ReadonlySet<string> = new Set([
  'icon:city-car',
  'icon:race-car',
  'icon:jeep',
  'icon:police-car',
  'icon:truck',
  'icon:bus',
  'icon:ambulance',
  'icon:surfer-van',
  'icon:caravan',
  'icon:tow-truck',
  'icon:farm-tractor',
  'icon:bulldozer',
  'icon:steam-locomotive',
  'icon:subway-train',
  'icon:scooter',
  'icon:aero-bike',
  'icon:dutch-bike',
  'icon:old-wagon',
  'icon:mars-curiosity',
  'icon:tank',
  'icon:forklift',
  'icon:mine-truck',
  'icon:food-truck',
]);

/** "On a horse", "in a rowing boat". */
export function mounted(tokens: readonly Token[], from: number, subject: Subject): boolean {
  const near = [tokens[from - 1], tokens[from - 2], tokens[from - 3]].map((token) => token?.word);
  const word = near.find((text) => text && /^(?:on|in|aboard|inside)$/.test(text));
  return (
    word !== undefined &&
    (carriable(subject)
      ? subject.silhouette.startsWith('animal:') === (word === 'on') || subject.place === 'water'
      : (crewed(subject) || wheels.has(subject.silhouette)) && word !== 'on')
  );
}

/** Who rides, and nothing is said of what, rides a horse or, where one is named, a bicycle; nobody rides on air. */
export function mountedToo(seen: readonly Seen[], tokens: readonly Token[]): readonly Seen[] {
  const riders = seen.filter(({ subject }) => subject.figure && subject.pose === 'ride' && !subject.rides);
  const wheel = tokens.some(({ word }) => /^(?:bicycle|bike|cyclist)$/.test(word)) ? vocabulary.get('bicycle') : undefined;
  const word = wheel ?? (tokens.some(({ word: text }) => horsemen.has(text)) ? vocabulary.get('horse') : undefined);
  const id = wheel ? 'bicycle' : 'horse';
  if (riders.length === 0) return seen;
  if (!word || seen.some(({ subject }) => subject.id === id))
    return seen.map((one) => (riders.includes(one) ? { ...one, subject: { ...one.subject, pose: 'stand' } } : one));
  const mount: Subject = { id, silhouette: word.silhouette, place: word.place, metres: word.metres, role: 'other', count: 1, pose: 'walk' };
  return [
    ...seen.map((one) => (riders.includes(one) ? { ...one, subject: { ...one.subject, rides: id } } : one)),
    { subject: mount, from: 999, to: 999 },
  ];
}

const horsemen: ReadonlySet<string> = new Set([
  'knight',
  'cowboy',
  'cowgirl',
  'king',
  'queen',
  'prince',
  'princess',
  'soldier',
  'warrior',
  'messenger',
  'general',
  'sheriff',
  'rider',
  'horseback',
  'emperor',
  'samurai',
  'hunter',
  'saddle',
]);

const cyclists: Readonly<Record<string, string>> = { 'icon:dutch-bike': 'icon:cycling', 'icon:aero-bike': 'icon:aero-bike' };

/** A vehicle that hides its driver takes over the driver's colour. */
export function hiddenIn(vehicle: Subject | undefined, driver: Subject): readonly (readonly [string, Subject])[] {
  if (!vehicle || vehicle.silhouette.startsWith('animal:') || open.has(vehicle.silhouette) || seats.has(vehicle.silhouette)) return [];
  const silhouette = cyclists[vehicle.silhouette] ?? vehicle.silhouette;
  return [[vehicle.id, { ...vehicle, silhouette, ...(driver.accent !== undefined && { accent: driver.accent }) }]];
}

/** Boats in which people can be seen. */
const open: ReadonlySet<string> = new Set(['drawn:rowing-boat', 'icon:raft']);
