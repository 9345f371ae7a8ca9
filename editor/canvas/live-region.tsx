import { useAnnouncement } from './announce.ts';

/** The places that screen readers listen to. */
export function LiveRegion() {
  const { text, urgent } = useAnnouncement();
  return (
    <>
      <output className="sr-only" aria-live="polite">
        {urgent ? '' : text}
      </output>
      <div className="sr-only" role="alert">
        {urgent ? text : ''}
      </div>
    </>
  );
}
