import { ApiError } from '#server/api-error.ts';

/** The revision of a graph as an entity tag. */
export function entityTag(revision: number): string {
  return `"${revision}"`;
}

/** The revision that `If-Match` names: a tag or a bare number, or `*` for the present one. Undefined where there is no header. */
export function expectedRevision(header: string | undefined, present: number): number | undefined {
  if (header === undefined) return undefined;
  if (header.trim() === '*') return present;
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim());
  if (!match) throw new ApiError(412, 'REVISION_CONFLICT', 'If-Match must carry the revision of the graph, such as "3".');
  return Number(match[1]);
}
