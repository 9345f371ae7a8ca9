import type { KeyboardEvent } from 'react';
import type { Playback } from './use-playback.ts';

/** What a key does while a film has the focus. */
function actFor(key: string, { acts, captions, setCaptions }: Playback): (() => void) | undefined {
  switch (key) {
    case ' ':
    case 'k':
      return acts.toggle;
    case 'ArrowLeft':
      return () => acts.skip(-1);
    case 'ArrowRight':
      return () => acts.skip(1);
    case ',':
      return () => acts.stepFrame(-1);
    case '.':
      return () => acts.stepFrame(1);
    case 'm':
      return acts.toggleSound;
    case 'c':
      return () => setCaptions(!captions);
    default:
      return undefined;
  }
}

/** Plays, skips and steps with the keys that players share. */
export function onPlayerKey(event: KeyboardEvent, playback: Playback): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = actFor(event.key, playback);
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}
