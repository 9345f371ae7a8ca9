import type { Ground, Subject } from '../scene.ts';
import { vocabulary } from './vocabulary.ts';

/** Where those who are seen would be, when no word says where. */
export function groundOf(subjects: readonly Subject[]): Ground {
  const any = (test: (subject: Subject) => boolean) => subjects.some(test);
  const is = (...names: readonly string[]) => any(({ silhouette }) => names.includes(silhouette));
  if (any(({ figure }) => figure?.garment === 'spacesuit') || is('icon:lunar-module', 'icon:mars-curiosity', 'icon:base-dome'))
    return 'planet';
  if (is('icon:satellite', 'icon:ringed-planet', 'icon:spaceship', 'icon:starfighter', 'icon:burning-meteor')) return 'space';
  if (any(({ place }) => place === 'under') || any(({ figure, pose }) => figure?.head === 'visor' && pose === 'swim')) return 'underwater';
  if (is('drawn:lighthouse', 'icon:seagull', 'icon:surf-board')) return 'coast';
  if (is('icon:swan', 'icon:duck', 'drawn:rowing-boat')) return 'river';
  if (any(({ place }) => place === 'water')) return 'sea';
  if (is('icon:camel', 'icon:great-pyramid', 'icon:egyptian-sphinx', 'icon:cactus', 'icon:scorpion')) return 'desert';
  if (is('icon:penguin', 'icon:igloo', 'icon:snowman', 'icon:iceberg')) return 'snow';
  if (is('animal:wolf', 'animal:fox', 'icon:deer', 'icon:polar-bear', 'icon:owl', 'icon:squirrel', 'icon:hedgehog')) return 'forest';
  if (is('icon:tiger', 'icon:gorilla', 'icon:snake')) return 'jungle';
  if (
    is(
      'icon:cow',
      'icon:pig',
      'icon:sheep',
      'icon:chicken',
      'icon:rooster',
      'icon:farm-tractor',
      'icon:barn',
      'animal:lion',
      'icon:elephant',
      'animal:giraffe',
    )
  )
    return 'farm';
  if (is('icon:city-car', 'icon:race-car', 'icon:truck', 'icon:bus', 'icon:aero-bike', 'icon:jeep')) return 'road';
  if (is('icon:police-car', 'icon:ambulance', 'icon:subway-train') || any(({ figure }) => figure?.head === 'fedora')) return 'street';
  if (
    is('icon:grand-piano', 'icon:drum-kit', 'icon:old-microphone') ||
    any(({ id }) => id === 'ballerina' || id === 'singer' || id === 'clown')
  )
    return 'stage';
  const things = subjects.filter(({ role }) => role !== 'landmark');
  if (
    things.length > 0 &&
    things.every(
      ({ id, place, metres, figure }) =>
        !figure && vocabulary.get(id)?.alive !== true && (place === 'thing' || metres < 1.2) && !is('icon:campfire', 'icon:flowers'),
    )
  )
    return 'studio';
  if (any(({ figure }) => figure?.head === 'toque')) return 'kitchen';
  if (any(({ place, figure }) => place === 'sky' && !figure) && subjects.every(({ place }) => place === 'sky')) return 'sky';
  if (is('icon:sofa', 'icon:armchair', 'icon:bed', 'icon:desk', 'icon:bookshelf', 'icon:fireplace')) return 'room';
  return 'hills';
}
