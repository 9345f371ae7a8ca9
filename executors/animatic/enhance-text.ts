import type { Warning } from '#nodes/items.ts';
import { StepError } from '../errors.ts';
import { type Recipe, seedOf } from '../work.ts';
import { readsAsEnglish } from './language.ts';
import { enhanced } from './planning/enhancing.ts';

const needsModel: Warning = {
  code: 'ENHANCE_NEEDS_MODEL',
  message: 'Without a model only English prompts are enhanced: these words are kept as they are.',
};
const byRules: Warning = {
  code: 'ENHANCED_BY_RULES',
  message: 'Camera, light and composition were added by fixed rules: a language model would write them for this very picture.',
};

/**
 * Enhances a prompt without a model: English words are kept and followed by camera, light and composition that suit them;
 * any other language is only trimmed, with the warning ENHANCE_NEEDS_MODEL. Fails with INPUT_INVALID for an empty text.
 */
export const enhanceText: Recipe<'enhance-text'> = async ({ params, reads, take }) => {
  const source = reads.text.value.trim();
  if (source === '') throw new StepError('INPUT_INVALID', 'There is no text to enhance: write at least one word.');
  if (!readsAsEnglish(source)) return given(source, [needsModel]);
  const { text, added } = enhanced(source, params.style, seedOf(params, take));
  return given(text, added > 0 ? [byRules] : []);
};

function given(value: string, warnings: readonly Warning[]): Awaited<ReturnType<Recipe<'enhance-text'>>> {
  return { gives: { text: { value } }, warnings };
}
