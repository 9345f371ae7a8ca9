import { memo } from 'react';
import type { GraphNode } from '#graphs/document.ts';
import type { NodeDef } from '#nodes/define.ts';
import type { OutputItem } from '#server/contract/runs.ts';
import { previewKind } from '../canvas/card-size.ts';
import { api } from '../server/api.ts';
import type { NodeRun } from '../stores/run-state.ts';
import { useView } from '../stores/view.ts';
import { shownItem } from './elements.ts';
import { PortShape } from './port-shape.tsx';
import { PreviewAudio } from './preview-audio.tsx';
import { PreviewText } from './preview-text.tsx';
import { PreviewVideo } from './preview-video.tsx';

type Props = { id: string; node: GraphNode; definition: NodeDef; run: NodeRun | undefined; still?: boolean };

/** What the node gives, by the output that shows most. Its place has the same size before and after the result arrives. */
export const Preview = memo(function Preview({ id, node, definition, run, still = false }: Props) {
  const element = useView((state) => state.shownElement[id]);
  const kind = previewKind(definition);
  if (!kind) return null;
  const item = run && shownItem(run.view.outputs, element);
  const asset = typeof node.params?.asset === 'string' && node.params.asset !== '' ? node.params.asset : undefined;
  const url = item?.url ?? (item?.asset ? api.assetContentUrl(item.asset) : asset && api.assetContentUrl(asset));
  const isPicture = kind === 'image' || kind === 'video';
  return (
    <div
      className={`nodrag relative mx-3 shrink-0 overflow-hidden rounded-md bg-well ${still ? 'h-full' : 'mt-2'} ${still ? '' : isPicture ? 'aspect-video' : kind === 'audio' ? 'h-16' : 'h-24'}`}
    >
      <Shown kind={item?.kind ?? kind} item={item} url={url} still={still} name={node.title ?? definition.title} />
    </div>
  );
});

function Shown({
  kind,
  item,
  url,
  still,
  name,
}: {
  kind: string;
  item: OutputItem | undefined;
  url: string | undefined;
  still: boolean;
  name: string;
}) {
  if (url && kind === 'image')
    return (
      <img src={url} alt={`Result of ${name}`} loading="lazy" decoding="async" draggable={false} className="size-full object-contain" />
    );
  if (url && kind === 'video') return <PreviewVideo url={url} still={still} name={name} seconds={item?.facts.seconds} />;
  if (url && kind === 'audio') return <PreviewAudio url={url} name={name} bytes={item?.bytes} />;
  if (item && item.value !== undefined) return <PreviewText kind={kind} value={item.value} />;
  return (
    <span className="grid size-full place-items-center text-faint opacity-60" data-kind={kind}>
      <span className="scale-150 text-(--kind) opacity-50">
        <PortShape kind={kind} many={false} />
      </span>
    </span>
  );
}
