/** `free`, `$0.40`, `$0.30–0.55`. */
export function money({ min, max }: { min: string; max: string }): string {
  if (Number(max) === 0) return 'free';
  const text = (usd: string): string => Number(usd).toFixed(Number(usd) < 0.1 ? 4 : 2);
  return text(min) === text(max) ? `$${text(max)}` : `$${text(min)}–${text(max)}`;
}

/** `8 s`, `40–55 s`, `3 min`. */
export function seconds({ min, max }: { min: number; max: number }): string {
  if (max >= 180) return `${Math.round(max / 60)} min`;
  const [least, most] = [Math.round(min), Math.round(max)];
  return least === most ? `${most} s` : `${least}–${most} s`;
}
