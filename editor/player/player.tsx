import { useRef, useState } from 'react';
import type { Captions } from '#nodes/values.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Controls } from './controls.tsx';
import type { Film } from './film-of.ts';
import { onPlayerKey } from './player-keys.ts';
import { useCaptionsUrl } from './use-captions-url.ts';
import { usePlayback } from './use-playback.ts';

export type PlayerProps = { film: Film; captions?: Captions };

/** Plays a film as large as its place allows; a larger one on demand. */
export function Player({ film, captions }: PlayerProps) {
  const [large, setLarge] = useState(false);
  return (
    <>
      <Stage film={film} captions={captions} onLarge={() => setLarge(true)} />
      <Dialog open={large} onOpenChange={setLarge} title={film.title} size="large">
        <div className="h-[70vh]">
          <Stage film={film} captions={captions} />
        </div>
      </Dialog>
    </>
  );
}

function Stage({ film, captions, onLarge }: PlayerProps & { onLarge?(): void }) {
  const video = useRef<HTMLVideoElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const captionsUrl = useCaptionsUrl(captions);
  const playback = usePlayback(video, film);
  return (
    <div ref={frame} className="flex h-full min-h-0 flex-col gap-1.5 [&:fullscreen]:bg-black [&:fullscreen]:p-4">
      <div className="relative min-h-0 flex-1 overflow-hidden rounded-lg bg-black">
        <video
          ref={video}
          src={film.url}
          playsInline
          preload="auto"
          aria-label={film.title}
          className="absolute inset-0 h-full w-full object-contain"
          tabIndex={0}
          onClick={playback.acts.toggle}
          onKeyDown={(event) => onPlayerKey(event, playback)}
          {...playback.events}
        >
          {captionsUrl && (
            <track kind="captions" src={captionsUrl} srcLang={captions?.language ?? 'und'} label="Captions" default={playback.captions} />
          )}
        </video>
      </div>
      <Controls
        film={film}
        playback={playback}
        hasCaptions={captionsUrl !== undefined}
        onFullScreen={() => void (document.fullscreenElement ? document.exitFullscreen() : frame.current?.requestFullscreen())}
        onLarge={onLarge}
      />
    </div>
  );
}
