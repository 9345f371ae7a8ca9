import { type RefObject, useEffect } from 'react';
import { canvas } from './instance.ts';

/** Wheels of a mouse turn in whole, large steps and only up or down; fingers on a trackpad move by small amounts both ways. */
export function isMouseWheel(event: Pick<WheelEvent, 'deltaMode' | 'deltaX' | 'deltaY'>): boolean {
  if (event.deltaMode !== 0) return true;
  return event.deltaX === 0 && Number.isInteger(event.deltaY) && Math.abs(event.deltaY) >= 80;
}

const linePixels = 40;

/** A mouse wheel zooms at the pointer; two fingers on a trackpad move the canvas, which React Flow does by itself. */
export function useWheel(area: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = area.current;
    const zoom = (event: WheelEvent): void => {
      if (event.ctrlKey || event.metaKey || !isMouseWheel(event)) return;
      if (event.target instanceof HTMLElement && event.target.closest('.nowheel')) return;
      const flow = canvas();
      const box = element?.getBoundingClientRect();
      if (!flow || !box) return;
      event.preventDefault();
      event.stopPropagation();
      const { x, y, zoom: before } = flow.getViewport();
      const pixels = event.deltaMode === 0 ? event.deltaY : event.deltaY * linePixels;
      const after = Math.min(2, Math.max(0.05, before * 2 ** (-pixels / 400)));
      const [px, py] = [event.clientX - box.left, event.clientY - box.top];
      void flow.setViewport({ x: px - ((px - x) / before) * after, y: py - ((py - y) / before) * after, zoom: after });
    };
    element?.addEventListener('wheel', zoom, { capture: true, passive: false });
    return () => element?.removeEventListener('wheel', zoom, { capture: true });
  }, [area]);
}
