import { useReactFlow, useStore } from '@xyflow/react';
import { useEffect, useRef } from 'react';

/** How everything is brought into view, wherever that is asked for. The tools lie over the bottom edge. */
export const fitOptions = { padding: { x: '28px', top: '28px', bottom: '72px' }, maxZoom: 1 } as const;

let fitted = true;

/** Says that the whole graph is in view because somebody wanted it so, or no longer is. */
export function setFitted(next: boolean): void {
  fitted = next;
}

/** Keeps the whole graph in view when a panel opens beside it, until somebody moves the canvas by hand. */
export function useFit(): void {
  const { fitView } = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      fitted = true;
      return;
    }
    if (fitted && width > 0 && height > 0) void fitView(fitOptions);
  }, [width, height, fitView]);
}
