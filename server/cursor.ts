import { ApiError } from './api-error.ts';

/** A place in a list that is ordered by time and id, newest first. */
export type Place = { readonly createdAt: string; readonly id: string };

/** The place after which the next page begins, as an opaque text. */
export function writeCursor({ createdAt, id }: Place): string {
  return Buffer.from(`${createdAt} ${id}`).toString('base64url');
}

/** Throws 422 for a text that `writeCursor` has not made. */
export function readCursor(cursor: string): Place {
  const match = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) (\S{1,100})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match?.[1] || !match[2])
    throw new ApiError(422, 'CURSOR_INVALID', 'This cursor is not from an earlier answer. Ask for the first page again.');
  return { createdAt: match[1], id: match[2] };
}
