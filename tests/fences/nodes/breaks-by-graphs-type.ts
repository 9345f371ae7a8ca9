import type { document } from '#graphs/document.ts';

export type Document = typeof document;
