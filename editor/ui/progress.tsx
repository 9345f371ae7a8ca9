import { Progress as Radix } from 'radix-ui';

/** How far something has come, 0 to 1. */
export function Progress({ fraction, label }: { fraction: number; label: string }) {
  const percent = Math.round(Math.min(1, Math.max(0, fraction)) * 100);
  return (
    <Radix.Root value={percent} aria-label={label} className="h-1 w-full overflow-hidden rounded-full bg-line">
      <Radix.Indicator className="h-full rounded-full bg-running transition-[width] duration-160" style={{ width: `${percent}%` }} />
    </Radix.Root>
  );
}
