import { z } from 'zod';

/** The component that edits a parameter; one file each in `editor/fields/`. */
export const widgets = [
  'text',
  'prompt',
  'number',
  'slider',
  'toggle',
  'choice',
  'choices',
  'model',
  'asset',
  'seed',
  'rows',
  'shots',
] as const;
export type Widget = (typeof widgets)[number];

/** Words and hints for one parameter, shown in forms and docs. */
export type Field = {
  label: string;
  help?: string;
  widget?: Widget;
  /** Unit shown behind a number: `s`, `px`, `dB` … */
  unit?: string;
  placeholder?: string;
  /** Hidden under "More" until asked for. */
  advanced?: boolean;
  /** Shown on the card, not only in the inspector. */
  inline?: boolean;
  /** For `asset`: the kind of media it takes. */
  media?: 'image' | 'video' | 'audio' | 'captions';
  /** For `choice` and `choices`: titles of the options, by value. */
  titles?: Readonly<Record<string, string>>;
};

/** Metadata belongs to one schema object: call `.register(fields, …)` last, after `.default()`, else it is lost. */
export const fields = z.registry<Field>();
