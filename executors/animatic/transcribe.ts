import type { Warning } from '#nodes/items.ts';
import type { Captions } from '#nodes/values.ts';
import { StepError } from '../errors.ts';
import { probe } from '../ffmpeg/probe.ts';
import { detectSpeech } from '../ffmpeg/speech-detect.ts';
import type { Recipe, Work } from '../work.ts';
import { blankCues } from './speech/blank-cues.ts';
import { spokenClauses } from './speech/clauses.ts';
import { cuesOf } from './speech/cues.ts';
import { type Span, timeScript } from './speech/script-timing.ts';

/** What captions without words say of themselves. */
export const needsModel = 'Transcript needs a model';

type Heard = { readonly spans: readonly Span[]; readonly seconds: number };

/**
 * Captions for a video or a sound. A script is used word for word and timed to the speech; without one the cues show when
 * somebody speaks and hold no words, because what is said cannot be known here.
 */
export const transcribe: Recipe<'transcribe'> = async (work) => {
  const heard = await listen(work);
  work.progress(0.9);
  const script = work.reads.script?.value.trim() ?? '';
  const language = work.params.language === 'auto' ? {} : { language: work.params.language };
  const { captions, warnings } = script ? scripted(script, heard) : blank(heard);
  return { gives: { captions: { value: { ...captions, ...language }, facts: { seconds: heard.seconds } } }, warnings };
};

async function listen({ reads, folder, signal }: Work<'transcribe'>): Promise<Heard> {
  const source = reads.audio ?? reads.video;
  if (!source) throw new StepError('INPUT_INVALID', 'Captions need something to listen to. Connect a video or a sound.');
  const info = await probe(source.path, signal);
  const spans = await detectSpeech({ path: source.path, info }, { folder, signal });
  return { spans, seconds: info.facts.seconds ?? 0 };
}

function scripted(script: string, { spans, seconds }: Heard): { captions: Captions; warnings: Warning[] } {
  const found = spans.length > 0;
  const placed = timeScript(spokenClauses(script), found ? spans : [{ from: 0, to: seconds }]);
  const message = 'No speech was found, so the script is spread over the whole length. Check the timing.';
  return { captions: { cues: cuesOf(placed, seconds) }, warnings: found ? [] : [{ code: 'NO_SPEECH_FOUND', message }] };
}

function blank({ spans }: Heard): { captions: Captions; warnings: Warning[] } {
  const message =
    spans.length > 0
      ? 'The captions show when somebody speaks and hold no words: what is said needs a model. Connect the script, or choose a model.'
      : 'No speech was found, and what is said needs a model. Connect the script, or choose a model.';
  return { captions: { cues: blankCues(spans), note: needsModel }, warnings: [{ code: 'TRANSCRIPT_NEEDS_MODEL', message }] };
}
