import { join } from 'node:path';
import type { Warning } from '#nodes/items.ts';
import { languageFor } from '#nodes/languages.ts';
import type { Captions } from '#nodes/values.ts';
import { StepError } from '../errors.ts';
import { layDub } from '../ffmpeg/lay-dub.ts';
import { probe, requireKind } from '../ffmpeg/probe.ts';
import { detectSpeech } from '../ffmpeg/speech-detect.ts';
import type { Recipe, Work } from '../work.ts';
import { blankCues } from './speech/blank-cues.ts';
import { type Dub, speakCaptions } from './speech/dub.ts';
import { needsModel } from './transcribe.ts';

/** What the captions say of themselves. */
const notTranslated = 'Not translated';

/**
 * Shows how a translated film will feel: the words that are given are spoken by a voice of the target language over the
 * original sound, which steps back. No word is translated and none is invented: without captions the sound stays as it is.
 */
export const translate: Recipe<'translate'> = async (work) => {
  const language = languageFor(work.params.language);
  if (!language) {
    throw new StepError(
      'INPUT_INVALID',
      `"${work.params.language}" is not a language that can be translated into. Choose one from the list.`,
    );
  }
  const { path } = work.reads.video;
  const film = { path, info: requireKind(await probe(path, work.signal), 'video') };
  const seconds = film.info.facts.seconds ?? 0;
  const place = { folder: work.folder, signal: work.signal };
  const given = work.reads.captions?.value;
  const hasWords = given?.cues.some(({ text }) => text.trim() !== '') === true;
  const dub =
    given && hasWords
      ? await speakCaptions(given, { language: work.params.language, voice: work.params.voice, seconds }, place)
      : undefined;
  work.progress(0.4);
  await layDub(film, dub?.file, { ...place, name: 'translated.mp4', onProgress: (fraction) => work.progress(0.4 + 0.6 * fraction) });
  const captions = given && hasWords ? { ...given, note: notTranslated } : await blankCaptions(film, work);
  return {
    gives: { video: { file: join(work.folder, 'translated.mp4') }, captions: { value: captions, facts: { seconds } } },
    warnings: warningsOf(language.title, dub),
  };
};

async function blankCaptions(film: Parameters<typeof detectSpeech>[0], { folder, signal }: Work<'translate'>): Promise<Captions> {
  const spans = await detectSpeech(film, { folder, signal });
  return { cues: blankCues(spans), note: `${needsModel}. ${notTranslated}` };
}

function warningsOf(language: string, dub: Dub | undefined): Warning[] {
  const original = dub
    ? `Not translated: the animatic keeps the original words and lets a ${language} voice speak them.`
    : 'Not translated: the animatic keeps the original words. Connect captions to hear them in a voice of the language.';
  const warnings: Warning[] = [{ code: 'NOT_TRANSLATED', message: original }];
  if (dub && dub.leftOut.length > 0) {
    const count = dub.leftOut.length === 1 ? 'The last caption was' : `The last ${dub.leftOut.length} captions were`;
    warnings.push({ code: 'NARRATION_TOO_LONG', message: `${count} left out of the voice: the film is too short to speak all of them.` });
  }
  if (dub?.hummed) {
    const message = "The system's voice reads kana but not kanji and hums them instead: a speech model reads both.";
    warnings.push({ code: 'VOICE_CANNOT_READ', message });
  }
  return warnings;
}
