/**
 * The parts of a planned prompt. `beat` is the brief's own words for this moment; the labelled lines after it are alike
 * in form in every prompt of a film, and `cast` and `setting` are alike to the letter.
 */
type PromptLines = {
  readonly beat: string;
  readonly cast?: string;
  readonly setting?: string;
  readonly framing?: string;
  readonly mood?: string;
  readonly style?: string;
};

const labels = { cast: 'Cast', setting: 'Setting', framing: 'Framing', mood: 'Mood', style: 'Style' } as const;
const names = Object.keys(labels) as (keyof typeof labels)[];
const lines = new RegExp(`^(?<beat>.*?)${names.map((name) => `(?:(?:^|\\s)${labels[name]}: (?<${name}>.*?)\\.)?`).join('')}\\s*$`, 'su');

const close = (text: string): string => text.trim().replace(/[.\s]+$/u, '');

/** Writes `beat Cast: …. Setting: …. Framing: …. Mood: …. Style: ….`, without the lines that are missing. */
export function writePrompt(parts: PromptLines): string {
  const labelled = names.flatMap((name) => (parts[name] && close(parts[name]) ? [`${labels[name]}: ${close(parts[name])}.`] : []));
  return [parts.beat.trim(), ...labelled].filter(Boolean).join(' ');
}

/** Reads what `writePrompt` wrote; any other text is all beat. */
export function readPrompt(text: string): PromptLines {
  const groups = lines.exec(text)?.groups ?? {};
  const parts = Object.fromEntries(Object.entries(groups).filter(([, value]) => value !== undefined && value !== ''));
  return { ...parts, beat: (groups.beat ?? text).trim() };
}
