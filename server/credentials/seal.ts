import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Locks texts away. What `about` says must be said again to open them, so that no row can be put in the place of another. */
export type Seal = {
  close(text: string, about: string): string;
  /** Throws `SealError` where it was closed with another secret, was about something else, or is damaged. */
  open(sealed: string, about: string): string;
};

export class SealError extends Error {
  constructor(cause: unknown) {
    super('A sealed text cannot be opened with the secret of this server.', { cause });
    this.name = 'SealError';
  }
}

const version = 'v1';
const cipher = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/** AES-256-GCM under a key derived from the secret of the server, which is never kept in the database. */
export function createSeal(secret: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'filmloom credentials v1', 32));
  return {
    close(text, about) {
      const iv = randomBytes(ivBytes);
      const closing = createCipheriv(cipher, key, iv, { authTagLength: tagBytes }).setAAD(Buffer.from(about));
      const body = Buffer.concat([closing.update(text, 'utf8'), closing.final()]);
      return `${version}.${Buffer.concat([iv, closing.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed, about) {
      try {
        const [given, packed = ''] = sealed.split('.');
        if (given !== version) throw new Error(`It is sealed as ${given}.`);
        const bytes = Buffer.from(packed, 'base64url');
        const opening = createDecipheriv(cipher, key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes }).setAAD(Buffer.from(about));
        opening.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
        return Buffer.concat([opening.update(bytes.subarray(ivBytes + tagBytes)), opening.final()]).toString('utf8');
      } catch (cause) {
        throw new SealError(cause);
      }
    },
  };
}
