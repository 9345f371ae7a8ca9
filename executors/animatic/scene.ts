/** Feel and time of day: picks sky, inks and light. */
export const moods = [
  'dawn',
  'day',
  'golden',
  'dusk',
  'night',
  'storm',
  'fire',
  'winter',
  'fog',
  'heat',
  'tender',
  'eerie',
  'space',
  'mars',
  'deep',
  'lamplight',
  'studio',
] as const;
export type Mood = (typeof moods)[number];

/** Where the shot plays: picks the layers behind and under the subjects. */
export const grounds = [
  'sea',
  'coast',
  'river',
  'hills',
  'farm',
  'garden',
  'mountains',
  'forest',
  'jungle',
  'desert',
  'snow',
  'village',
  'city',
  'street',
  'market',
  'road',
  'room',
  'kitchen',
  'study',
  'hall',
  'cave',
  'stage',
  'studio',
  'ship-deck',
  'spaceship',
  'planet',
  'space',
  'underwater',
  'sky',
] as const;
export type Ground = (typeof grounds)[number];

export const weathers = ['clear', 'rain', 'storm', 'snow', 'fog', 'wind', 'sand', 'embers', 'confetti', 'petals', 'bubbles'] as const;
export type Weather = (typeof weathers)[number];

export const poses = [
  'stand',
  'walk',
  'run',
  'sit',
  'kneel',
  'lie',
  'wave',
  'point',
  'hold',
  'raise',
  'reach',
  'carry',
  'swim',
  'ride',
  'dance',
  'climb',
  'fight',
  'bow',
  'float',
] as const;
export type Pose = (typeof poses)[number];

export const garments = [
  'coat',
  'long-coat',
  'dress',
  'gown',
  'robe',
  'suit',
  'shirt',
  'cape',
  'armour',
  'spacesuit',
  'apron',
  'hoodie',
] as const;
export const heads = [
  'short',
  'long',
  'bun',
  'bob',
  'curly',
  'ponytail',
  'bald',
  'cap',
  'fedora',
  'top-hat',
  'crown',
  'tiara',
  'helmet',
  'hood',
  'wizard',
  'straw',
  'toque',
  'beanie',
  'turban',
  'veil',
  'visor',
  'tricorn',
  'cowboy',
  'peaked',
  'hard-hat',
  'beret',
  'feather',
] as const;

/** How a person is drawn, settled by who they are and never by the shot. */
export type Figure = {
  readonly build: 'adult' | 'child' | 'toddler' | 'elder' | 'broad';
  readonly garment: (typeof garments)[number];
  readonly head: (typeof heads)[number];
  readonly beard?: boolean;
  /** A thing that belongs to the role, as a silhouette: a lantern, a staff. */
  readonly carries?: string;
};

export const places = ['land', 'water', 'sky', 'thing', 'under'] as const;
/** `land` stands · `water` floats on it · `sky` flies · `thing` lies on a table or the ground · `under` swims below the surface. */
export type Place = (typeof places)[number];

/** Somebody or something to be seen. */
export type Subject = {
  /** The same in every shot: "keeper", "Mara", "lighthouse". */
  readonly id: string;
  /** `person`, `animal:wolf`, `drawn:lighthouse` or `icon:sailboat`. */
  readonly silhouette: string;
  readonly place: Place;
  /** `lead` is what the shot is about, `landmark` stands behind, `other` is beside. */
  readonly role: 'lead' | 'other' | 'landmark';
  /** Height in metres, roughly. */
  readonly metres: number;
  /** How many of them, 1 to 5. */
  readonly count: number;
  readonly figure?: Figure;
  readonly pose?: Pose;
  /** A thing in the hand, as a silhouette. */
  readonly holds?: string;
  /** Who carries them: the id of an animal or vehicle. */
  readonly rides?: string;
  /** Place in the row of accent colours; only people and named animals have one. */
  readonly accent?: number;
  /** A colour that the words name, as `#rrggbb`. */
  readonly colour?: string;
};

/** Where a frame looks: shifts as shares of the frame, and a magnification. */
export type Framing = { readonly x: number; readonly y: number; readonly zoom: number };

/** What a frame shows, with no pixels and no size: a frame of any aspect can be composed from it. */
export type Scene = {
  readonly version: 1;
  readonly mood: Mood;
  readonly ground: Ground;
  readonly weather: Weather;
  readonly subjects: readonly Subject[];
  /** The words on the caption band. */
  readonly sentence: string;
  /** Set instead of a picture where no picture can be made of the words. */
  readonly card?: boolean;
  /** How near the lead is seen. */
  readonly size: 'wide' | 'medium' | 'close';
  /** Seeds the place: the same in every frame of a film. */
  readonly seed: number;
  /** Seeds what differs from frame to frame: where in the place everybody is. */
  readonly variant: number;
  /** Where a camera move ended; the frame begins from there. */
  readonly framing: Framing;
  /** A user's picture behind the scene: `image/webp` in base64, and how far it is veiled, 0 to 1. */
  readonly backdrop?: { readonly webp: string; readonly veil: number };
};
