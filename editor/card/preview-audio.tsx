import { Pause, Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { peaksOf } from './waveform.ts';

const bars = 72;

/** One upright stroke for each slice from `first` up to `end`. */
function strokes(peaks: readonly number[], first: number, end: number): string {
  const slices = Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at);
  return slices
    .map((bar) => `M${bar * 3 + 1} ${20 - Math.max(0.1, (peaks[bar] ?? 0) * 18)}V${20 + Math.max(0.1, (peaks[bar] ?? 0) * 18)}`)
    .join('');
}

/** The shape of a sound, with a button to hear it. */
export function PreviewAudio({ url, name, bytes }: { url: string; name: string; bytes: number | undefined }) {
  const [peaks, setPeaks] = useState<readonly number[]>([]);
  const [playing, setPlaying] = useState(false);
  const [heard, setHeard] = useState(0);
  const audio = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    let wanted = true;
    void peaksOf(url, bars, bytes).then((found) => wanted && setPeaks(found));
    return () => {
      wanted = false;
    };
  }, [url, bytes]);
  const toggle = (): void => void (playing ? audio.current?.pause() : audio.current?.play());
  return (
    <div className="flex size-full items-center gap-2 px-2">
      <button type="button" className="icon-button shrink-0" aria-label={playing ? `Pause ${name}` : `Play ${name}`} onClick={toggle}>
        {playing ? <Pause size={15} aria-hidden /> : <Play size={15} aria-hidden />}
      </button>
      <svg viewBox={`0 0 ${bars * 3} 40`} preserveAspectRatio="none" className="h-10 min-w-0 flex-1" aria-hidden="true">
        <path d={strokes(peaks, 0, bars)} stroke="var(--faint)" strokeWidth={2} strokeLinecap="round" />
        <path d={strokes(peaks, 0, Math.round(bars * heard))} stroke="var(--kind-audio)" strokeWidth={2} strokeLinecap="round" />
      </svg>
      <audio
        ref={audio}
        src={url}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setHeard(0)}
        onTimeUpdate={({ currentTarget }) => setHeard(currentTarget.currentTime / (currentTarget.duration || 1))}
      />
    </div>
  );
}
