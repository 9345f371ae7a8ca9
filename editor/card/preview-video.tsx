import { useEffect, useRef } from 'react';
import { duration } from '../words/time.ts';
import { play, stop } from './play-slots.ts';

type Props = { url: string; still: boolean; name: string; seconds: number | boolean | undefined };

/** A muted loop. It plays while it is in sight, and only under the pointer where motion is unwelcome; far away it stands still. */
export function PreviewVideo({ url, still, name, seconds }: Props) {
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = element.current;
    if (!video || still || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const seen = new IntersectionObserver(([entry]) => (entry?.isIntersecting ? play(video) : stop(video)), { threshold: 0.5 });
    seen.observe(video);
    return () => {
      seen.disconnect();
      stop(video);
    };
  }, [still]);
  return (
    <>
      <video
        ref={element}
        src={`${url}#t=0.05`}
        muted
        loop
        playsInline
        preload="metadata"
        aria-label={`Result of ${name}, muted`}
        className="size-full object-contain"
        onPointerEnter={(event) => play(event.currentTarget)}
      />
      {typeof seconds === 'number' && (
        <span className="absolute right-1.5 bottom-1.5 rounded bg-black/60 px-1 text-[11px] text-white">{duration(seconds)}</span>
      )}
    </>
  );
}
