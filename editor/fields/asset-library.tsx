import { FolderOpen, SearchX } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import type { AssetView } from '#server/contract/library.ts';
import { sentenceOf } from '../server/api-error.ts';
import { useAssets } from '../server/queries.ts';
import { classes } from '../ui/classes.ts';
import { Dialog } from '../ui/dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { factWords } from '../words/facts.ts';
import { AssetPreview, type Media, mediaWords } from './asset-preview.tsx';

export type AssetLibraryProps = {
  open: boolean;
  onOpenChange(open: boolean): void;
  media: Media;
  chosen: string;
  onChoose(id: string): void;
};

/** Everything in the library of one kind, to choose from. */
export function AssetLibrary({ open, onOpenChange, media, chosen, onChoose }: AssetLibraryProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={`Choose a ${mediaWords[media].one}`} size="large">
      <LibraryGrid
        media={media}
        chosen={chosen}
        onChoose={(id) => {
          onChoose(id);
          onOpenChange(false);
        }}
      />
    </Dialog>
  );
}

function LibraryGrid({ media, chosen, onChoose }: Pick<AssetLibraryProps, 'media' | 'chosen' | 'onChoose'>) {
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const { data, error } = useAssets({ kind: media, ...(q && { q }) });
  return (
    <div className="flex h-[60vh] flex-col gap-4">
      <TextInput
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder="Search by name"
        aria-label="Search the library"
        className="max-w-80"
      />
      <div className="min-h-0 flex-1 overflow-y-auto">
        {error && <p className="text-failed">{sentenceOf(error)}</p>}
        {data?.assets.length === 0 && <NothingHere media={media} searching={q !== ''} />}
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(176px,1fr))] gap-4 p-0.5">
          {data?.assets.map((asset) => (
            <li key={asset.id}>
              <AssetTile asset={asset} media={media} chosen={asset.id === chosen} onChoose={() => onChoose(asset.id)} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function NothingHere({ media, searching }: { media: Media; searching: boolean }) {
  if (searching) return <EmptyState icon={SearchX} title="Nothing by that name" />;
  return (
    <EmptyState icon={FolderOpen} title={`No ${mediaWords[media].one} yet`}>
      What you upload and what your runs make is kept here, to be used again in any graph.
    </EmptyState>
  );
}

function AssetTile({ asset, media, chosen, onChoose }: { asset: AssetView; media: Media; chosen: boolean; onChoose(): void }) {
  return (
    <button type="button" aria-pressed={chosen} onClick={onChoose} className="group block w-full rounded-lg text-left">
      <span
        className={classes(
          'block aspect-video overflow-hidden rounded-lg border bg-well transition-colors duration-120 group-hover:border-line-strong',
          chosen ? 'border-focus' : 'border-line',
        )}
      >
        <AssetPreview id={asset.id} media={media} />
      </span>
      <span className="mt-1.5 block truncate">{asset.name}</span>
      <span className="block truncate text-[12px] text-muted">{factWords(asset.facts, asset.bytes)}</span>
    </button>
  );
}
