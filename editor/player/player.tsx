import { useRef, useState } from 'react';
import type { Captions } from '#nodes/values.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Controls } from './controls.tsx';
import type { Film } from './film-of.ts';
import { onPlayerKey } from './player-keys.ts';
import { useCaptionsUrl } from './use-captions-url.ts';
import { usePlayback } from './use-playback.ts';

export type PlayerProps = { film: Film; captions?: Captions };

/** Plays a film as large as its place allows; a larger one on demand goes on where the small one stood. */
export function Player({ film, captions }: PlayerProps) {
  const [largeFrom, setLargeFrom] = useState<number | null>(null);
  return (
    <>
      <Stage film={film} captions={captions} onLarge={setLargeFrom} />
      <Dialog open={largeFrom !== null} onOpenChange={() => setLargeFrom(null)} title={film.title} size="large">
        <div className="h-[70vh]">
          <Stage film={film} captions={captions} from={largeFrom ?? 0} />
        </div>
      </Dialog>
    </>
  );
}

type StageProps = PlayerProps & { /** Where it begins, seconds. */ from?: number; onLarge?(time: number): void };

function Stage({ film, captions, from = 0, onLarge }: StageProps) {
  const video = useRef<HTMLVideoElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const captionsUrl = useCaptionsUrl(captions);
  const playback = usePlayback(video, film);
  const { acts, events } = playback;
  const fullScreen = (): void => void (document.fullscreenElement ? document.exitFullscreen() : frame.current?.requestFullscreen());
  const large =
    onLarge &&
    ((): void => {
      video.current?.pause();
      onLarge(playback.time);
    });
  return (
    <div ref={frame} className="@container flex h-full min-h-0 flex-col gap-1.5 [&:fullscreen]:bg-black [&:fullscreen]:p-4">
      <div className="relative min-h-0 flex-1 overflow-hidden rounded-lg bg-black">
        <video
          ref={video}
          src={film.url}
          playsInline
          preload="auto"
          aria-label={film.title}
          className="absolute inset-0 h-full w-full object-contain"
          tabIndex={0}
          onClick={acts.toggle}
          onKeyDown={(event) => onPlayerKey(event, playback)}
          onLoadedMetadata={() => from > 0 && acts.seek(from)}
          {...events}
        >
          {captionsUrl && (
            <track kind="captions" src={captionsUrl} srcLang={captions?.language ?? 'und'} label="Captions" default={playback.captions} />
          )}
        </video>
      </div>
      <Controls film={film} playback={playback} hasCaptions={captionsUrl !== undefined} onFullScreen={fullScreen} onLarge={large} />
    </div>
  );
}
