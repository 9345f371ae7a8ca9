import { captionsSchema, shotSchema } from '#nodes/values.ts';
import { duration } from '../words/time.ts';

/** Words, a number, a shot or captions, as much as fits. */
export function PreviewText({ kind, value }: { kind: string; value: unknown }) {
  return <div className="nowheel size-full overflow-y-auto px-2.5 py-2 text-xs leading-snug">{content(kind, value)}</div>;
}

function content(kind: string, value: unknown) {
  const shot = kind === 'shot' ? shotSchema.safeParse(value) : undefined;
  if (shot?.success) {
    const { title, prompt, seconds, camera, mood } = shot.data;
    return (
      <>
        <p className="text-faint">{[title, duration(seconds), camera?.replace('-', ' '), mood].filter(Boolean).join(' · ')}</p>
        <p className="mt-0.5">{prompt}</p>
      </>
    );
  }
  const captions = kind === 'captions' ? captionsSchema.safeParse(value) : undefined;
  if (captions?.success) {
    return (
      <>
        {captions.data.note && <p className="text-faint">{captions.data.note}</p>}
        {captions.data.cues.slice(0, 12).map((cue) => (
          <p key={cue.start}>
            <span className="mr-2 text-faint">{duration(cue.start)}</span>
            {cue.text || '…'}
          </p>
        ))}
      </>
    );
  }
  return <p className="whitespace-pre-wrap break-words">{typeof value === 'string' ? value : JSON.stringify(value)}</p>;
}
