/** A number as somebody types it: with a point or a comma, else nothing. */
export function readNumber(text: string): number | undefined {
  const trimmed = text.trim().replace(',', '.');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(trimmed)) return undefined;
  return Number(trimmed);
}

/** A number without the noise of binary fractions. */
export function writeNumber(value: number): string {
  return String(Number(value.toFixed(4)));
}

/** One step up or down, kept between the limits and on the grid of the step. */
export function stepped(value: number, by: number, { min = -Infinity, max = Infinity }: { min?: number; max?: number }): number {
  const next = Math.round((value + by) / Math.abs(by)) * Math.abs(by);
  return Number(Math.min(max, Math.max(min, next)).toFixed(4));
}
