/** Part of a file, both ends inclusive. */
export type ByteRange = { readonly start: number; readonly end: number };

/**
 * What a `Range` header asks of a file of `bytes` bytes (RFC 9110): one range, `unsatisfiable`, or nothing, which is the
 * whole file. Several ranges at once and units other than bytes may be answered with the whole file, and are.
 */
export function readRange(header: string | undefined, bytes: number): ByteRange | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match) return undefined;
  const [, from = '', to = ''] = match;
  if (from === '' && to === '') return undefined;
  if (from === '') return Number(to) === 0 || bytes === 0 ? 'unsatisfiable' : { start: Math.max(0, bytes - Number(to)), end: bytes - 1 };
  const start = Number(from);
  if (to !== '' && Number(to) < start) return undefined;
  if (start >= bytes) return 'unsatisfiable';
  return { start, end: to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1) };
}
