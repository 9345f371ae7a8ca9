import { AudioLines, FileText, FileVideo, ImageIcon } from 'lucide-react';
import { api } from '../server/api.ts';

const signs = { image: ImageIcon, video: FileVideo, audio: AudioLines, captions: FileText } as const;
export type Media = keyof typeof signs;

/** What a file of the library looks like, filling a box of any shape. */
export function AssetPreview({ id, media }: { id: string; media: Media }) {
  const url = api.assetContentUrl(id);
  if (media === 'image') return <img src={url} alt="" loading="lazy" draggable={false} className="h-full w-full object-contain" />;
  if (media === 'video')
    return <video src={`${url}#t=0.1`} muted playsInline preload="metadata" aria-hidden className="h-full w-full object-contain" />;
  return (
    <span className="grid h-full w-full place-items-center">
      <MediaSign media={media} size={26} />
    </span>
  );
}

/** The sign of a kind of file. */
export function MediaSign({ media, size = 18 }: { media: Media; size?: number }) {
  const Sign = signs[media];
  return <Sign aria-hidden size={size} strokeWidth={1.5} className="text-faint" />;
}

/** The kinds of file a file dialog offers. */
export const accepted: Readonly<Record<Media, string>> = {
  image: 'image/png,image/jpeg,image/webp',
  video: 'video/mp4,video/quicktime,video/webm,.mkv',
  audio: 'audio/*,.wav,.mp3,.m4a,.flac,.ogg',
  captions: '.srt,.vtt',
};

export const mediaWords: Readonly<Record<Media, { one: string; formats: string }>> = {
  image: { one: 'picture', formats: 'PNG, JPEG or WebP' },
  video: { one: 'video', formats: 'MP4, MOV or WebM' },
  audio: { one: 'sound', formats: 'WAV, MP3, M4A or FLAC' },
  captions: { one: 'captions file', formats: 'SRT or VTT' },
};
