import { Pause, Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { peaksOf } from './waveform.ts';

const bars = 72;

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
        {Array.from({ length: bars }, (_, bar) => {
          const height = Math.max(1.5, (peaks[bar] ?? 0) * 38);
          return <rect key={`${bar}-${url}`} x={bar * 3} y={20 - height / 2} width={2} height={height} rx={1} fill={bar / bars <= heard && heard > 0 ? 'var(--kind-audio)' : 'var(--faint)'} />;
        })}
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
