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
