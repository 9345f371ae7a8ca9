import { z } from 'zod';
import { species } from './drawing/beast-builds.ts';
import { drawnThings } from './drawing/drawn-things.ts';
import { hasIcon } from './drawing/icons.ts';
import { garments, grounds, heads, moods, places, poses, type Scene, weathers } from './scene.ts';

const text = z.string().max(4000);
const known = (silhouette: string): boolean => {
  const [kind, name = ''] = silhouette.split(':');
  if (kind === 'icon') return hasIcon(name);
  if (kind === 'drawn') return Object.hasOwn(drawnThings, name);
  return kind === 'animal' ? (species as readonly string[]).includes(name) : silhouette === 'person' || kind === 'staff';
};
const silhouette = z.string().max(60).refine(known);

const figure = z.strictObject({
  build: z.enum(['adult', 'child', 'toddler', 'elder', 'broad']),
  garment: z.enum(garments),
  head: z.enum(heads),
  beard: z.boolean().optional(),
  carries: silhouette.optional(),
});

const subject = z.strictObject({
  id: z.string().max(80),
  silhouette,
  place: z.enum(places),
  role: z.enum(['lead', 'other', 'landmark']),
  metres: z.number().min(0.05).max(100),
  count: z.int().min(1).max(5),
  figure: figure.optional(),
  pose: z.enum(poses).optional(),
  holds: silhouette.optional(),
  rides: z.string().max(80).optional(),
  accent: z.int().min(0).max(1000).optional(),
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .optional(),
});

const sceneSchema = z.strictObject({
  version: z.literal(1),
  mood: z.enum(moods),
  ground: z.enum(grounds),
  weather: z.enum(weathers),
  subjects: z.array(subject).max(12),
  sentence: text,
  card: z.boolean().optional(),
  size: z.enum(['wide', 'medium', 'close']),
  seed: z.number(),
  variant: z.number(),
  framing: z.strictObject({ x: z.number().min(-1).max(1), y: z.number().min(-1).max(1), zoom: z.number().min(0.2).max(4) }),
  backdrop: z.strictObject({ webp: z.base64().max(140_000), veil: z.number().min(0).max(1) }).optional(),
});

/** The scene that a file carries; a tag that is not a scene of this version counts as none. */
export function parseScene(json: string | undefined): Scene | undefined {
  if (json === undefined || json.length > 200_000) return undefined;
  try {
    return sceneSchema.safeParse(JSON.parse(json)).data as Scene | undefined;
  } catch {
    return undefined;
  }
}
