/** The largest file that is taken in, and one file a request. */
export const uploadLimits = { fileSize: 2_000_000_000, files: 1, fields: 10, fieldSize: 100_000, parts: 12, headerPairs: 50 } as const;
