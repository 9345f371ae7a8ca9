import type { Ground } from '../scene.ts';
import { caveSite } from './cave-site.ts';
import { citySite, streetSite } from './city-sites.ts';
import { mountainsSite, snowSite } from './cold-sites.ts';
import { hex } from './colour.ts';
import { forestSite, jungleSite } from './forest-sites.ts';
import { hallSite } from './hall-site.ts';
import { marketSite } from './market-site.ts';
import { planetSite } from './planet-site.ts';
import { kitchenSite, roomSite, studySite } from './room-sites.ts';
import type { Plot, Site } from './site.ts';
import { skySite, spaceSite } from './space-sites.ts';
import { stageSite } from './stage-site.ts';
import { studioSite } from './studio-site.ts';
import { roadSite, villageSite } from './town-sites.ts';
import { broad } from './trees.ts';
import { deckSite, spaceshipSite } from './vessel-sites.ts';
import { coastSite, riverSite, seaSite, underwaterSite } from './water-sites.ts';
import { desertSite, hillsSite } from './wild-sites.ts';

const builders: Record<Ground, (plot: Plot, rough: boolean) => Site> = {
  sea: seaSite,
  coast: coastSite,
  river: riverSite,
  hills: (plot) => hillsSite(plot),
  farm: (plot) => hillsSite(plot, { tint: hex('#c2a04a'), mid: broad }),
  garden: (plot) => hillsSite(plot, { tint: hex('#6aa05a'), mid: broad, far: broad }),
  mountains: mountainsSite,
  forest: (plot) => forestSite(plot),
  jungle: jungleSite,
  desert: desertSite,
  snow: snowSite,
  village: villageSite,
  city: citySite,
  street: streetSite,
  market: marketSite,
  road: roadSite,
  room: roomSite,
  kitchen: kitchenSite,
  study: studySite,
  hall: hallSite,
  cave: caveSite,
  stage: stageSite,
  studio: studioSite,
  'ship-deck': deckSite,
  spaceship: spaceshipSite,
  planet: planetSite,
  space: spaceSite,
  underwater: underwaterSite,
  sky: skySite,
};

/** Builds the ground; `rough` where the weather is a storm. */
export function siteOf(ground: Ground, plot: Plot, rough: boolean): Site {
  return builders[ground](plot, rough);
}
