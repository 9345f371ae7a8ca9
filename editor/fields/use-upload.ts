import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { toast } from 'sonner';
import { sentenceOf } from '../server/api-error.ts';
import { queryKeys } from '../server/queries.ts';
import { uploadFile } from '../server/upload.ts';
import { type Media, mediaWords } from './asset-preview.tsx';

export type Upload = {
  /** 0 to 1 while a file is on its way. */
  readonly fraction: number | null;
  start(file: File): void;
  stop(): void;
};

/** Brings a file of one kind into the library. `onDone` is told its id; a refusal is shown in words. */
export function useUpload(media: Media, onDone: (id: string) => void): Upload {
  const [fraction, setFraction] = useState<number | null>(null);
  const under = useRef<AbortController | null>(null);
  const client = useQueryClient();
  useEffect(() => () => under.current?.abort(), []);
  const start = async (file: File): Promise<void> => {
    under.current?.abort();
    const controller = new AbortController();
    under.current = controller;
    setFraction(0);
    try {
      const { id, kind } = await uploadFile(file, { signal: controller.signal, onProgress: setFraction });
      void client.invalidateQueries({ queryKey: queryKeys.assets });
      if (kind === media) onDone(id);
      else
        toast.error(
          `${file.name} is not a ${mediaWords[media].one}. It is in the library now; choose a ${mediaWords[media].formats} file here.`,
        );
    } catch (error) {
      if (!controller.signal.aborted) toast.error(`${file.name}: ${sentenceOf(error)}`);
    } finally {
      if (under.current === controller) setFraction(null);
    }
  };
  return { fraction, start: (file) => void start(file), stop: () => under.current?.abort() };
}
