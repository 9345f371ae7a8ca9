import { type AnimaticMark, markOf, onlyLabel } from './animatic-mark.ts';
import type { Clip, Film } from './concat-clips.ts';

/**
 * The mark of a film joined from clips: of an animatic throughout, all that its clips say, each at its place in the film;
 * of one that only shows some, or shows some between bars, no more than that it does.
 */
export function joinedMark({ clips, frame }: Film): AnimaticMark | undefined {
  const marks = clips.map(({ info }) => markOf(info.tags));
  if (marks.every((mark) => mark === undefined)) return undefined;
  const known = marks.filter((mark) => mark !== undefined);
  if (known.length < clips.length || !clips.every((clip) => fills(clip, frame))) return onlyLabel;
  return {
    band: Math.max(...known.map(({ band }) => band)),
    slate: Math.max(...known.map(({ slate }) => slate)),
    whole: known.some(({ whole }) => whole),
    focus: known.every(({ focus }) => focus.length > 0) ? joinedFocus(clips, known) : [],
  };
}

/** Whether a clip fills the frame without bars. */
function fills({ info: { facts } }: Clip, frame: { readonly width: number; readonly height: number }): boolean {
  const shape = ((facts.width ?? 0) * frame.height) / ((facts.height ?? 1) * frame.width);
  return Math.abs(shape - 1) < 0.01;
}

function joinedFocus(clips: readonly Clip[], marks: readonly AnimaticMark[]): AnimaticMark['focus'] {
  let offset = 0;
  return clips.flatMap(({ frames, info }, index) => {
    const from = offset;
    offset += frames;
    // A clip that was brought to another rate has another number of frames.
    const pace = frames / (info.video?.frames || frames);
    const moved = (marks[index]?.focus ?? []).map(({ frame, x, y, cut }) => ({ frame: Math.round(frame * pace), x, y, cut }));
    return moved
      .filter(({ frame }, place) => frame < frames && frame !== moved[place - 1]?.frame)
      .map(({ frame, x, y, cut }) => ({ frame: frame + from, x, y, ...((cut || (frame === 0 && from > 0)) && { cut: true as const }) }));
  });
}
