import { kindOf, type StepKind, kinds as stepKinds } from '#nodes/steps.ts';

/** What the work of a step is called in a list of what somebody can make. */
const nouns: Partial<Readonly<Record<StepKind, string>>> = {
  'plan-shots': 'shot plans',
  'enhance-text': 'better prompts',
  'make-image': 'pictures',
  'make-video': 'video',
  speak: 'speech',
  'compose-music': 'music',
  transcribe: 'captions',
  translate: 'translations',
  upscale: 'sharper pictures',
};

/** `['make-video', 'speak']` → `Video and speech`. Kinds that this editor does not know are left out. */
export function makingWords(kinds: readonly string[]): string {
  const known = Object.keys(stepKinds).filter((kind) => kinds.includes(kind)) as StepKind[];
  const words = new Intl.ListFormat('en', { type: 'conjunction' }).format(
    known.map((kind) => nouns[kind] ?? kindOf(kind).title.toLowerCase()),
  );
  return words.charAt(0).toUpperCase() + words.slice(1);
}
