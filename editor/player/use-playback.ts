import { type RefObject, type SyntheticEvent, useEffect, useMemo, useState } from 'react';
import type { Film } from './film-of.ts';

type Told = { playing: boolean; time: number; seconds: number; muted: boolean; rate: number };
export type Playback = Told & {
  readonly captions: boolean;
  setCaptions(shown: boolean): void;
  readonly acts: Acts;
  readonly events: ReturnType<typeof eventsFor>;
};
export type Acts = ReturnType<typeof actsOn>;

/** The state of a film that plays, and what can be done with it. */
export function usePlayback(video: RefObject<HTMLVideoElement | null>, { fps, seconds }: Pick<Film, 'fps' | 'seconds'>): Playback {
  const [told, setTold] = useState<Told>({ playing: false, time: 0, seconds, muted: false, rate: 1 });
  const [captions, setCaptions] = useState(true);
  const tell = useMemo(() => (part: Partial<Told>) => setTold((before) => ({ ...before, ...part })), []);
  useFrameTime(video, told.playing, tell);
  useEffect(() => {
    for (const track of video.current?.textTracks ?? []) track.mode = captions ? 'showing' : 'hidden';
  }, [video, captions]);
  const acts = useMemo(() => actsOn(video, fps), [video, fps]);
  const events = useMemo(() => eventsFor(tell), [tell]);
  return { ...told, captions, setCaptions, acts, events };
}

function actsOn(video: RefObject<HTMLVideoElement | null>, fps: number) {
  const seek = (to: number): void => {
    if (video.current) video.current.currentTime = Math.min(video.current.duration || 0, Math.max(0, to));
  };
  return {
    seek,
    skip: (seconds: number): void => seek((video.current?.currentTime ?? 0) + seconds),
    toggle(): void {
      if (video.current?.paused) void video.current.play();
      else video.current?.pause();
    },
    /** One picture on or back: to the middle of its time, so that rounding never shows the one before. */
    stepFrame(by: 1 | -1): void {
      video.current?.pause();
      seek((Math.floor((video.current?.currentTime ?? 0) * fps + 1e-3) + by + 0.5) / fps);
    },
    speed(rate: number): void {
      if (video.current) video.current.playbackRate = rate;
    },
    toggleSound(): void {
      if (video.current) video.current.muted = !video.current.muted;
    },
  };
}

function eventsFor(tell: (part: Partial<Told>) => void) {
  type On = SyntheticEvent<HTMLVideoElement>;
  return {
    onPlay: () => tell({ playing: true }),
    onPause: () => tell({ playing: false }),
    onTimeUpdate: ({ currentTarget }: On) => tell({ time: currentTarget.currentTime }),
    onDurationChange: ({ currentTarget }: On) => Number.isFinite(currentTarget.duration) && tell({ seconds: currentTarget.duration }),
    onVolumeChange: ({ currentTarget }: On) => tell({ muted: currentTarget.muted }),
    onRateChange: ({ currentTarget }: On) => tell({ rate: currentTarget.playbackRate }),
  };
}

/** While a film plays its time is read with every picture of the screen; the browser itself tells it four times a second. */
function useFrameTime(video: RefObject<HTMLVideoElement | null>, playing: boolean, tell: (part: Partial<Told>) => void): void {
  useEffect(() => {
    if (!playing) return;
    let frame = requestAnimationFrame(function read() {
      if (video.current) tell({ time: video.current.currentTime });
      frame = requestAnimationFrame(read);
    });
    return () => cancelAnimationFrame(frame);
  }, [video, playing, tell]);
}
