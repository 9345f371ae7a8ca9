import { useStore } from '@xyflow/react';

/** How much of a card is drawn: everything, title with preview and state, or a block of colour. */
export type Detail = 'full' | 'brief' | 'block';

export function detailAt(zoom: number): Detail {
  if (zoom >= 0.6) return 'full';
  return zoom >= 0.3 ? 'brief' : 'block';
}

/** Changes only when a limit is passed, so that zooming draws no card again in between. */
export function useDetail(): Detail {
  return useStore((state) => detailAt(state.transform[2]));
}

/** The size in which letters look 13 px high from far away, in steps, so that zooming seldom draws a card again. */
export function useFarLetterSize(): number {
  return useStore((state) => {
    const step = [0.6, 0.48, 0.38, 0.3, 0.24, 0.19, 0.15, 0.12].find((zoom) => state.transform[2] >= zoom * 0.9) ?? 0.1;
    return Math.min(88, Math.round(13 / step));
  });
}
