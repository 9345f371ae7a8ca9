import { createHmac, timingSafeEqual } from 'node:crypto';

export const sessionCookie = 'filmloom_session';

/** How the one owner token is checked. Without a token everybody who reaches the server is the owner. */
export type TokenCheck = {
  readonly required: boolean;
  /** Whether a token typed in by a person is the right one. */
  matches(token: string): boolean;
  /** What the browser keeps instead of the token. */
  cookieValue(): string;
  /** Whether a request or a socket handshake carries the token or the cookie. */
  allows(headers: { authorization?: string | undefined; cookie?: string | undefined }): boolean;
};

export function createTokenCheck(token: string | undefined, secret: string): TokenCheck {
  if (!token) return { required: false, matches: () => true, cookieValue: () => '', allows: () => true };
  const session = createHmac('sha256', secret).update(`session|${token}`).digest('base64url');
  return {
    required: true,
    matches: (given) => isEqual(given, token, secret),
    cookieValue: () => session,
    allows({ authorization, cookie }) {
      const bearer = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
      if (bearer !== undefined) return isEqual(bearer, token, secret);
      const kept = cookieOf(cookie);
      return kept !== undefined && isEqual(kept, session, secret);
    },
  };
}

/** Compares hashes of equal length, so that the time taken says nothing about either text. */
function isEqual(given: string, wanted: string, secret: string): boolean {
  const hash = (text: string): Buffer => createHmac('sha256', secret).update(text).digest();
  return timingSafeEqual(hash(given), hash(wanted));
}

function cookieOf(header: string | undefined): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name === sessionCookie) return value;
  }
  return undefined;
}
