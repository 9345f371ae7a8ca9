import { link, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Warning } from '#nodes/items.ts';
import { platformPresets } from '#nodes/steps.ts';
import { StepError } from '../errors.ts';
import type { Recipe, Work } from '../work.ts';
import { probe, requireKind } from './probe.ts';
import { makeRenditions, type PackedFilm } from './rendition-making.ts';
import { nameOf, planRenditions, type Rendition, renditionFps } from './rendition-plan.ts';
import { type PackedSound, packLoudness } from './rendition-sound.ts';

/** Loudness is a property of longer sounds; nobody is told that a short one could not reach it. */
const shortSeconds = 3;

/** One version of a film for each platform, with its thumbnail. Platforms that take the same file get the same one. */
export const renditions: Recipe<'renditions'> = async (work) => {
  const { params, reads, folder, signal } = work;
  const { film, seconds } = await openFilm(work);
  const plan = planRenditions(params.platforms, seconds);
  const captions = params.captions === 'burn' ? reads.captions?.value : undefined;
  const onProgress = (fraction: number): void => work.progress(fraction);
  const sounds = await makeRenditions(film, plan, { crop: params.crop, captions }, { folder, signal, onProgress });
  const warnings = [...trimWarnings(plan), ...loudnessWarnings(sounds), ...(await sizeWarnings(plan, work))];
  return { gives: await handOver(plan, work), warnings };
};

async function openFilm({ reads, signal }: Work<'renditions'>): Promise<{ film: PackedFilm; seconds: number }> {
  const { path } = reads.video;
  const info = requireKind(await probe(path, signal), 'video');
  if (!info.video) throw new StepError('MEDIA_UNREADABLE', 'This file has no picture. Choose a video.');
  return { film: { path, info, video: info.video }, seconds: info.facts.seconds ?? 0 };
}

/** A name of its own for each platform, without a second copy. */
async function handOver(plan: readonly Rendition[], { params, folder }: Work<'renditions'>) {
  for (const rendition of plan) {
    for (const platform of new Set(rendition.platforms)) {
      for (const ending of ['mp4', 'jpg'])
        await link(join(folder, `${nameOf(rendition)}.${ending}`), join(folder, `${platform}.${ending}`));
    }
  }
  const made = (ending: string) => params.platforms.map((key) => ({ file: join(folder, `${key}.${ending}`), key }));
  return { videos: made('mp4'), thumbnails: made('jpg') };
}

function trimWarnings(plan: readonly Rendition[]): Warning[] {
  return plan.flatMap(({ trimmed, platforms }) =>
    [...new Set(trimmed ? platforms : [])].map((platform) => {
      const { title, maxSeconds } = platformPresets[platform];
      return {
        code: 'TRIMMED',
        message: `${title} takes ${maxSeconds} seconds at most, so the film ends there. Choose a shorter film to show it whole.`,
      };
    }),
  );
}

function loudnessWarnings(sounds: readonly PackedSound[]): Warning[] {
  const missed = sounds.find(({ levelling, frames }) => !levelling.reached && frames / renditionFps >= shortSeconds);
  if (!missed) return [];
  const { integrated } = missed.levelling.loudness;
  const message = `The sound is ${integrated.toFixed(1)} LUFS instead of ${packLoudness.target} LUFS: louder would distort it or lift only noise.`;
  return [{ code: 'LOUDNESS_NOT_REACHED', message }];
}

async function sizeWarnings(plan: readonly Rendition[], { folder }: Work<'renditions'>): Promise<Warning[]> {
  const warnings: Warning[] = [];
  for (const rendition of plan) {
    const { size } = await stat(join(folder, `${nameOf(rendition)}.mp4`));
    if (size <= rendition.maxBytes) continue;
    const titles = rendition.platforms.map((platform) => platformPresets[platform].title).join(', ');
    warnings.push({ code: 'TOO_LARGE', message: `The file for ${titles} is larger than the platform takes. Choose a shorter film.` });
  }
  return warnings;
}
