import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonical } from './canonical.ts';

/** SHA-256 of a text, as 64 hex digits. Synchronous and the same in browser and server. */
export function hashText(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** The content hash of a text, number, shot or captions value. */
export function hashValue(kind: string, value: unknown): string {
  return hashText(canonical([kind, value]));
}
