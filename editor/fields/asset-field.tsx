import { FolderOpen, Upload as UploadIcon, X } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { useAsset } from '../server/queries.ts';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Progress } from '../ui/progress.tsx';
import { factWords } from '../words/facts.ts';
import { AssetLibrary } from './asset-library.tsx';
import { AssetPreview, accepted, type Media, MediaSign, mediaWords } from './asset-preview.tsx';
import { type Upload, useUpload } from './use-upload.ts';
import { controlProps, type WidgetProps } from './widget-props.ts';

/** A file of the library: dropped, uploaded or chosen. */
export function AssetField(props: WidgetProps) {
  const { value, meta, onChange, onClear, disabled, invalid, compact } = props;
  const media: Media = meta.media ?? 'image';
  const id = typeof value === 'string' ? value : '';
  const upload = useUpload(media, onChange);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (!file || disabled) return;
    event.preventDefault();
    event.stopPropagation();
    upload.start(file);
  };
  return (
    <fieldset
      aria-label={meta.label}
      onDragOver={(event) => {
        if (disabled || !event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        event.stopPropagation();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={classes(
        'm-0 min-w-0 overflow-hidden rounded-md border bg-well p-0',
        over ? 'border-focus' : invalid ? 'border-failed' : 'border-line',
      )}
    >
      {!compact && (
        <div className="relative aspect-video">
          {id ? <AssetPreview id={id} media={media} /> : <Invitation media={media} />}
          {upload.fraction !== null && <Uploading upload={upload} />}
          {id && !disabled && (
            <span className="absolute top-1 right-1 rounded-md bg-panel">
              <IconButton icon={X} label={`Take this ${mediaWords[media].one} away`} small onClick={onClear} />
            </span>
          )}
        </div>
      )}
      <AssetBar {...props} asset={id} media={media} upload={upload} />
    </fieldset>
  );
}

function Invitation({ media }: { media: Media }) {
  return (
    <div className="absolute inset-2 grid place-items-center rounded border border-dashed border-line-strong p-2 text-center text-muted">
      <span className="flex flex-col items-center gap-1.5">
        <MediaSign media={media} size={20} />
        <span className="text-[12px]">
          Drop a {mediaWords[media].one} here
          <span className="block text-faint">{mediaWords[media].formats}</span>
        </span>
      </span>
    </div>
  );
}

function Uploading({ upload }: { upload: Upload }) {
  const percent = Math.round((upload.fraction ?? 0) * 100);
  return (
    <div className="absolute inset-0 grid place-items-center bg-panel/90 p-4" role="status">
      <div className="flex w-full max-w-48 flex-col items-center gap-2 text-[12px]">
        <span>{percent < 100 ? `Uploading, ${percent} %` : 'Looking at the file …'}</span>
        <Progress fraction={upload.fraction ?? 0} label="Upload" />
        <Button size="small" look="quiet" onClick={upload.stop}>
          Stop
        </Button>
      </div>
    </div>
  );
}

function AssetBar(props: WidgetProps & { asset: string; media: Media; upload: Upload }) {
  const { asset, media, upload, onChange, onClear, disabled, compact } = props;
  const picker = useRef<HTMLInputElement>(null);
  const [library, setLibrary] = useState(false);
  const { data, error } = useAsset(asset);
  const words = data && [data.name, factWords(data.facts, data.bytes)].filter(Boolean).join(' · ');
  const invitation = compact ? `Drop a ${mediaWords[media].one}` : '';
  return (
    <div className={classes('relative flex items-center gap-1 p-1', !compact && 'border-t border-line')}>
      {compact && upload.fraction !== null && (
        <div className="absolute inset-x-0 bottom-0">
          <Progress fraction={upload.fraction} label="Upload" />
        </div>
      )}
      <p className="min-w-0 flex-1 truncate px-1 text-[12px] text-muted" title={data?.name}>
        {error ? 'This file is no longer in the library.' : (words ?? (asset ? '' : invitation))}
      </p>
      {compact && asset !== '' && (
        <IconButton icon={X} label={`Take this ${mediaWords[media].one} away`} small disabled={disabled} onClick={onClear} />
      )}
      <Button
        {...controlProps(props)}
        aria-label={undefined}
        size="small"
        look="quiet"
        icon={UploadIcon}
        onClick={() => picker.current?.click()}
      >
        Upload
      </Button>
      <IconButton icon={FolderOpen} label="Choose from the library" small disabled={disabled} onClick={() => setLibrary(true)} />
      <input
        ref={picker}
        type="file"
        hidden
        accept={accepted[media]}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) upload.start(file);
          event.target.value = '';
        }}
      />
      <AssetLibrary open={library} onOpenChange={setLibrary} media={media} chosen={asset} onChoose={onChange} />
    </div>
  );
}
