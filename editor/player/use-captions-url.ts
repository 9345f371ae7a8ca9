import { useEffect, useState } from 'react';
import { formatVtt } from '#nodes/captions-format.ts';
import type { Captions } from '#nodes/values.ts';

/** The address of captions as a file that the browser reads, while they are on the screen. */
export function useCaptionsUrl(captions: Captions | undefined): string | undefined {
  const text = captions && formatVtt(captions);
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (text === undefined) return;
    const made = URL.createObjectURL(new Blob([text], { type: 'text/vtt' }));
    setUrl(made);
    return () => {
      URL.revokeObjectURL(made);
      setUrl(undefined);
    };
  }, [text]);
  return url;
}
