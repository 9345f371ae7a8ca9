import { isIP } from 'node:net';
import type { Settings } from '#server/env.ts';

/** Why a request is refused, or nothing. */
export type Refusal = { readonly code: 'HOST_FOREIGN' | 'ORIGIN_FOREIGN'; readonly message: string } | undefined;
export type OriginCheck = (headers: { host?: string | undefined; origin?: string | string[] | undefined }) => Refusal;

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];
const everyAddress = ['0.0.0.0', '::'];

/**
 * Refuses names that are not this server's (a web page could have pointed its own name here) and requests that another
 * web page makes. Programs other than browsers send no `Origin`.
 */
export function createOriginCheck({ host, publicUrl }: Pick<Settings, 'host' | 'publicUrl'>): OriginCheck {
  const names = new Set([...loopbackNames, bracketed(host), ...(publicUrl ? [new URL(publicUrl).hostname] : [])]);
  const isEveryAddress = everyAddress.includes(host);
  const isOurs = (name: string): boolean => names.has(name) || (isEveryAddress && isIP(name.replace(/^\[|\]$/g, '')) !== 0);
  return (headers) => {
    const asked = hostOf(headers.host);
    if (!asked || !isOurs(asked.hostname)) {
      return {
        code: 'HOST_FOREIGN',
        message: 'This server does not answer to that host name. Use its own address, or set FILMLOOM_PUBLIC_URL to this one.',
      };
    }
    const { origin } = headers;
    if (origin === undefined || origin === publicUrl || isOriginOf(origin, asked.host)) return undefined;
    return {
      code: 'ORIGIN_FOREIGN',
      message: 'Another web page has made this request; only the editor of this server may. Open the editor itself.',
    };
  };
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host.toLowerCase();
}

function hostOf(header: string | undefined): URL | undefined {
  if (!header || !/^[A-Za-z0-9.:[\]-]+$/.test(header)) return undefined;
  return URL.parse(`http://${header}`) ?? undefined;
}

function isOriginOf(origin: string | string[], host: string): boolean {
  if (typeof origin !== 'string') return false;
  const page = URL.parse(origin);
  return page !== null && (page.protocol === 'http:' || page.protocol === 'https:') && page.host === host;
}
