import type { Subject } from '../scene.ts';
import { type Colour, hex } from './colour.ts';
import { naturalColour } from './natural.ts';

export const lamps = new Set([
  'campfire',
  'fire',
  'candle-light',
  'candles',
  'lit-candelabra',
  'lantern-flame',
  'old-lantern',
  'torch',
  'asian-lantern',
  'paper-lantern',
  'brasero',
  'sun',
  'light-bulb',
  'star-formation',
  'firework-rocket',
  'pumpkin-lantern',
  'magic-lamp',
]);

export const lived = new Set([
  'house',
  'wood-cabin',
  'barn',
  'water-mill',
  'family-house',
  'church',
  'clock-tower',
  'hospital',
  'shop',
  'saloon',
  'village',
  'spooky-house',
  'medieval-village-01',
  'viking-longhouse',
  'viking-church',
  'treehouse',
  'mushroom-house',
  'bus',
  'subway-train',
  'surfer-van',
  'caravan',
  'fireplace',
  'capitol',
  'indian-palace',
  'elven-castle',
  'castle-ruins',
  'medieval-gate',
  'saint-basil-cathedral',
  'pagoda',
  'factory',
  'observatory',
  'block-house',
  'submarine',
  'ufo',
  'paddle-steamer',
  'cruiser',
  'cargo-ship',
  'greenhouse',
]);

/** A colour that the words name, else an accent, else the colour such a thing has of itself. */
const parchment: Colour = hex('#d2c6b2');

export function ownColour({ colour, accent, silhouette, place }: Subject): Colour | undefined {
  if (colour) return hex(colour);
  if (accent !== undefined) return undefined;
  return naturalColour(silhouette) ?? (place === 'thing' ? parchment : undefined);
}

/** Icons whose openings are panes, eyes and panels, not holes: what is enclosed is filled with the darker tone. */
export const solid: ReadonlySet<string> = new Set(
  'hut windmill vintage-robot battle-mech washing-machine tv pocket-radio boombox alarm-clock photo-camera laptop fridge toaster blender city-car race-car jeep truck police-car tow-truck farm-tractor bulldozer ambulance mine-truck steam-locomotive helicopter commercial-airplane ufo owl frog cow sheep rooster chicken clownfish tropical-fish ladybug soccer-ball present suitcase backpack door mirror-mirror piggy-bank tortoise sea-turtle snowman jellyfish mars-curiosity food-truck fishing-boat speed-boat air-balloon zeppelin rocket space-shuttle spaceship'.split(
    ' ',
  ),
);
