import { readPrompt } from '../prompt-lines.ts';

/** The words on the band: the action without its labelled lines. */
export function captionOf(text: string): string {
  return (readPrompt(text).beat || text).replace(/\s+/g, ' ').trim();
}
