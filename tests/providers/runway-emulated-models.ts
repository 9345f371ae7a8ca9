import type { Input } from './emulated-service.ts';

/** A field: whether it must be there, and the values it takes where they are counted. */
type Field = { readonly must?: true; readonly of?: readonly unknown[]; whole?: readonly [from: number, to: number] };
type EmulatedModel = { readonly fields: Readonly<Record<string, Field>> /** In credits. */; price(input: Input): number };

const must = { must: true } as const;
const seed: Field = { whole: [0, 4_294_967_295] };
const small = ['1280:720', '720:1280'];
const gen4 = [...small, '1104:832', '832:1104', '960:960', '1584:672'];
const full = [...small, '1080:1920', '1920:1080'];
const ratio = (of: readonly string[]): Field => ({ must: true, of });
const tenths: Field = { must: true, whole: [2, 10] };
const seconds = (input: Input, otherwise: number): number => Number(input.duration ?? otherwise);

const veo = (image: boolean, silent: number, loud: number): EmulatedModel => ({
  fields: {
    ...(image ? { promptImage: must, promptText: {} } : { promptText: must }),
    ratio: ratio(full),
    audio: { of: [true, false] },
    duration: { of: [4, 6, 8] },
    negativePrompt: {},
    seed,
  },
  price: (input) => (input.audio === false ? silent : loud) * seconds(input, 8),
});
const pictureRatios =
  '1024:1024 1080:1080 1168:880 1360:768 1440:1080 1080:1440 1808:768 1920:1080 1080:1920 2112:912 1280:720 720:1280 720:720 960:720 720:960 1680:720';
const picture = (references: Field, price: (input: Input) => number): EmulatedModel => ({
  fields: { promptText: must, ratio: ratio(pictureRatios.split(' ')), referenceImages: references, seed, contentModeration: {} },
  price,
});

/** Fields and prices as published, by endpoint and model, written down apart from the product’s own tables. */
export const emulatedModels: Readonly<Record<string, EmulatedModel>> = {
  'image_to_video/gen4_turbo': {
    fields: { promptImage: must, promptText: {}, ratio: ratio(gen4), duration: { whole: [2, 10] }, seed, contentModeration: {} },
    price: (input) => 5 * seconds(input, 10),
  },
  'image_to_video/gen4.5': {
    fields: { promptImage: must, promptText: must, ratio: ratio(gen4), duration: tenths, seed, outputFormat: {}, contentModeration: {} },
    price: (input) => 12 * seconds(input, 0),
  },
  'text_to_video/gen4.5': {
    fields: { promptText: must, ratio: ratio(small), duration: tenths, seed, outputFormat: {} },
    price: (input) => 12 * seconds(input, 0),
  },
  'image_to_video/veo3.1': veo(true, 20, 40),
  'text_to_video/veo3.1': veo(false, 20, 40),
  'image_to_video/veo3.1_fast': veo(true, 10, 15),
  'text_to_video/veo3.1_fast': veo(false, 10, 15),
  'text_to_image/gen4_image': picture({}, ({ ratio: shape }) => (/(?:^|:)720(?::|$)/.test(String(shape)) ? 5 : 8)),
  'text_to_image/gen4_image_turbo': picture(must, () => 2),
};

/** What is wrong with a request, in the words of a strict schema. `knows`: which uploads there are. */
export function problemIn(name: string, { model: _model, ...input }: Input, knows: (uri: string) => boolean): string | undefined {
  const model = emulatedModels[name];
  if (!model) return `Invalid model: ${name}`;
  const unknown = Object.keys(input).find((field) => !(field in model.fields));
  if (unknown) return `Unrecognized key: ${unknown}`;
  for (const [field, rule] of Object.entries(model.fields)) {
    const problem = problemOf(field, input[field], rule);
    if (problem) return problem;
  }
  return pictureProblem(name, input, knows);
}

function problemOf(field: string, value: unknown, { must: needed, of, whole }: Field): string | undefined {
  if (value === undefined || value === '') return needed && `Required: ${field}`;
  if (of && !of.includes(value)) return `Invalid ${field}: ${String(value)}`;
  const [from, to] = whole ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (whole && !(Number.isInteger(value) && Number(value) >= from && Number(value) <= to)) return `Invalid ${field}: ${String(value)}`;
  return undefined;
}

function pictureProblem(name: string, { promptImage, referenceImages }: Input, knows: (uri: string) => boolean): string | undefined {
  const list = (Array.isArray(promptImage) ? promptImage : (referenceImages ?? [])) as { uri: string; position?: string }[];
  if (promptImage !== undefined && !Array.isArray(promptImage)) return knows(String(promptImage)) ? undefined : 'Invalid promptImage';
  const positions = name.includes('veo') ? ['first', 'last'] : ['first'];
  if (promptImage && list.some(({ position = '' }) => !positions.includes(position))) return 'Invalid position in promptImage';
  return list.every(({ uri }) => knows(uri)) ? undefined : 'Invalid asset URI';
}
