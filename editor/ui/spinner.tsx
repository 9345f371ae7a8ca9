import { LoaderCircle } from 'lucide-react';

/** Something is under way. Say what beside it. */
export function Spinner({ size = 14 }: { size?: number }) {
  return <LoaderCircle aria-hidden size={size} strokeWidth={2} className="shrink-0 animate-spin motion-reduce:animate-none" />;
}
