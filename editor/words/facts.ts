import prettyBytes from 'pretty-bytes';
import { duration } from './time.ts';

type Facts = Readonly<Record<string, number | boolean>>;

/** `1280×720 · 5 s · 24 fps`: what is known of a picture, a video or a sound. */
export function factWords(facts: Facts, bytes?: number): string {
  const { seconds, width, height, fps } = facts;
  const parts = [
    typeof width === 'number' && typeof height === 'number' && `${width}×${height}`,
    typeof seconds === 'number' && duration(seconds),
    typeof fps === 'number' && `${Number(fps.toFixed(3))} fps`,
    bytes !== undefined && prettyBytes(bytes),
  ];
  return parts.filter(Boolean).join(' · ');
}
