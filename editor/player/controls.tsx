import { Captions, CaptionsOff, Download, Expand, Maximize2, Pause, Play, SkipBack, SkipForward, Volume2, VolumeX } from 'lucide-react';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, MenuChoice } from '../ui/menu.tsx';
import { Slider } from '../ui/slider.tsx';
import type { Film } from './film-of.ts';
import { timecode } from './timecode.ts';
import type { Playback } from './use-playback.ts';

const rates = [0.25, 0.5, 1, 1.5, 2].map((rate) => ({ value: String(rate), title: `${rate}×` }));

/** Left out where there is no room: the larger player has it. */
const spare = '@max-[440px]:hidden';

export type ControlsProps = { film: Film; playback: Playback; hasCaptions: boolean; onFullScreen(): void; onLarge?(): void };

/** The buttons under a film. Space plays, the comma and the full stop go from picture to picture. */
export function Controls({ film, playback, hasCaptions, onFullScreen, onLarge }: ControlsProps) {
  const { playing, time, seconds, muted, rate, captions, setCaptions, acts } = playback;
  return (
    <div role="toolbar" aria-label="Player" className="flex h-8 shrink-0 items-center gap-0.5">
      <IconButton icon={playing ? Pause : Play} label={playing ? 'Pause' : 'Play'} side="top" onClick={acts.toggle} />
      <IconButton icon={SkipBack} label="One picture back" side="top" className={spare} onClick={() => acts.stepFrame(-1)} />
      <IconButton icon={SkipForward} label="One picture on" side="top" className={spare} onClick={() => acts.stepFrame(1)} />
      <div className="mx-2 flex min-w-16 flex-1">
        <Slider
          aria-label="Position"
          value={Math.min(time, seconds)}
          min={0}
          max={seconds || 1}
          step={1 / film.fps}
          onValueChange={acts.seek}
          text={timecode(time, film.fps)}
        />
      </div>
      <span className="px-1 text-[12px] whitespace-nowrap text-muted">
        {timecode(time, film.fps)} <span className={`text-faint ${spare}`}>/ {timecode(seconds, film.fps)}</span>
      </span>
      <IconButton icon={muted ? VolumeX : Volume2} label={muted ? 'Sound on' : 'Sound off'} side="top" onClick={acts.toggleSound} />
      <IconButton
        icon={captions && hasCaptions ? Captions : CaptionsOff}
        label={hasCaptions ? (captions ? 'Hide captions' : 'Show captions') : 'This film has no captions'}
        side="top"
        disabled={!hasCaptions}
        onClick={() => setCaptions(!captions)}
      />
      <Menu
        label="Speed"
        trigger={
          <button
            type="button"
            aria-label={`Speed ${rate}×`}
            className={`h-8 min-w-10 rounded-md px-1.5 text-[12px] text-muted hover:bg-raised hover:text-text ${spare}`}
          >
            {rate}×
          </button>
        }
      >
        <MenuChoice value={String(rate)} options={rates} onValueChange={(value) => acts.speed(Number(value))} />
      </Menu>
      <a
        href={film.downloadUrl}
        download={film.fileName}
        aria-label="Save the film"
        title="Save the film"
        className={`icon-button shrink-0 ${spare}`}
      >
        <Download aria-hidden size={16} strokeWidth={1.75} />
      </a>
      {onLarge && <IconButton icon={Maximize2} label="Larger" side="top" onClick={onLarge} />}
      <IconButton icon={Expand} label="Full screen" side="top" onClick={onFullScreen} />
    </div>
  );
}
