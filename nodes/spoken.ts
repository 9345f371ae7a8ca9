import { z } from 'zod';
import { fields } from './fields.ts';
import { languageFor, languages } from './languages.ts';

const languageTitles: Readonly<Record<string, string>> = Object.fromEntries(languages.map(({ code, title }) => [code, title]));

const unknown = 'there is no such language here; choose one from the list, or write its code such as “en” or “pt-BR”';
const serves = (tag: string): boolean => languageFor(tag) !== undefined;

/** The language to translate into, BCP 47. */
export const targetLanguageParam = z.string().max(35).refine(serves, unknown).default('es').register(fields, {
  label: 'Into',
  help: 'The language to translate into.',
  widget: 'choice',
  titles: languageTitles,
  inline: true,
});

/** The language that is spoken, BCP 47; `auto` finds it out. The same in every node type that has one. */
export const spokenLanguageParam = z
  .string()
  .max(35)
  .refine((tag) => tag === 'auto' || serves(tag), unknown)
  .default('auto')
  .register(fields, {
    label: 'Language',
    help: 'The language that is spoken. Automatic finds it out.',
    widget: 'choice',
    titles: { auto: 'Automatic', ...languageTitles },
    inline: true,
  });

/** Who speaks: `auto`, or the name of a voice. */
export const voiceParam = z.string().min(1).max(120).default('auto').register(fields, {
  label: 'Voice',
  help: 'Automatic takes a voice that fits the language. Else the name of a voice.',
  widget: 'text',
  placeholder: 'auto',
});
