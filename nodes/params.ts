import { z } from 'zod';
import { type Field, fields } from './fields.ts';

/** Who does the work: `auto`, or the id of a model. The same in every node type that has one. */
export const modelParam = z.string().min(1).max(120).default('auto').register(fields, {
  label: 'Model',
  help: 'Automatic takes the least expensive model that can do this at the quality you chose.',
  widget: 'model',
  inline: true,
});

/** Where chance begins. The same in every node type that has one. */
export const seedParam = z.int().min(0).max(2_147_483_647).default(1).register(fields, {
  label: 'Seed',
  help: 'The same seed and the same words give the same result. Change it to see another version.',
  widget: 'seed',
  advanced: true,
});

/** A file of the asset library by id; empty until somebody chooses one. */
export function assetParam(media: NonNullable<Field['media']>, label: string, help: string) {
  return z.string().max(120).default('').register(fields, { label, help, widget: 'asset', media, inline: true });
}
