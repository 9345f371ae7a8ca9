/** `0.3` → `$0.30`; below a cent as many places as it takes, at most four. */
export function dollars(usd: number | string): string {
  const amount = Number(usd);
  if (amount === 0) return '$0.00';
  if (amount >= 0.01) return `$${amount.toFixed(2)}`;
  return `$${amount.toFixed(4).replace(/0+$/, '')}`;
}

/** A price before a run: `free`, `≈ $0.42` or `≈ $0.30–0.55`. */
export function priceBefore({ min, max }: { min: string; max: string }): string {
  if (Number(max) === 0) return 'free';
  const [least, most] = [dollars(min), dollars(max)];
  return least === most ? `≈ ${most}` : `≈ ${least}–${most.slice(1)}`;
}

/** A price after a run: `free` or `$0.42`. */
export function priceAfter(usd: string): string {
  return Number(usd) === 0 ? 'free' : dollars(usd);
}
