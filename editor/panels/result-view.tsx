import type { OutputItem } from '#server/contract/runs.ts';
import { PreviewText } from '../card/preview-text.tsx';
import { factWords } from '../words/facts.ts';

/** A result to look at closely, with sound where it has some. */
export function ResultView({ item, name }: { item: OutputItem | undefined; name: string }) {
  if (!item) return null;
  const { kind, url, facts, bytes, value } = item;
  const words = factWords(facts, bytes);
  return (
    <figure className="m-0">
      <div className="overflow-hidden rounded-md border border-line bg-well">
        {kind === 'image' && url && <img src={url} alt={`Result of ${name}`} className="aspect-video w-full object-contain" />}
        {kind === 'video' && url && (
          <video
            key={url}
            src={url}
            controls
            muted
            playsInline
            preload="metadata"
            aria-label={`Result of ${name}`}
            className="aspect-video w-full"
          />
        )}
        {kind === 'audio' && url && (
          <audio key={url} src={url} controls preload="metadata" aria-label={`Result of ${name}`} className="h-12 w-full" />
        )}
        {value !== undefined && (
          <div className="h-28">
            <PreviewText kind={kind} value={value} />
          </div>
        )}
      </div>
      {words && <figcaption className="mt-1 text-[12px] text-faint">{words}</figcaption>}
    </figure>
  );
}
