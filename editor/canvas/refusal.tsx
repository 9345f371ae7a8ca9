import { useEffect, useState } from 'react';
import { useWiring } from './wiring.ts';

/** Says beside the pointer why the port under it does not take the wire. */
export function Refusal() {
  const reason = useWiring((state) => state.reason);
  const pulling = useWiring((state) => state.wiring !== null);
  const [place, setPlace] = useState({ x: 0, y: 0 });
  useEffect(() => {
    if (!pulling) return;
    const follow = (event: PointerEvent): void => setPlace({ x: event.clientX, y: event.clientY });
    window.addEventListener('pointermove', follow);
    return () => window.removeEventListener('pointermove', follow);
  }, [pulling]);
  if (!reason || !pulling) return null;
  return (
    <div
      className="pointer-events-none fixed z-50 max-w-72 rounded-md border border-line-strong bg-raised px-2.5 py-1.5 text-xs text-text shadow-card"
      style={{ left: place.x + 14, top: place.y + 16 }}
    >
      {reason}
    </div>
  );
}
