import { type LookupAddress, lookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { StepError } from './errors.ts';

/** A URL that may be opened; `trusted` where its origin is the one that was configured. */
type CheckedUrl = { readonly url: URL; readonly trusted: boolean };

/** Names that always mean this machine, whatever a resolver says. */
const localName = /^(?:.*\.)?localhost\.?$/;

/** Nothing arrives for so long: the connection counts as dead. */
const stalledMs = 60_000;

/** Whether an IP address belongs to the public internet: no private, local, reserved, multicast or translated range. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast';
}

/**
 * Throws StepError RESULT_GONE for a URL that must not be opened: not https, with a login in it, or an address inside a
 * private network. The origin of `trustedOrigin` is allowed as it is. Names are checked when they are resolved.
 */
export function checkedUrl(text: string, trustedOrigin?: string): CheckedUrl {
  if (!URL.canParse(text)) throw refused('is not a web address');
  const url = new URL(text);
  if (url.username || url.password) throw refused('carries a login');
  if (trustedOrigin !== undefined && URL.canParse(trustedOrigin) && url.origin === new URL(trustedOrigin).origin && url.origin !== 'null')
    return { url, trusted: true };
  if (url.protocol !== 'https:') throw refused('is not encrypted (https)');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (localName.test(host) || (isIP(host) && !isPublicAddress(host))) throw refused('points into a private network');
  return { url, trusted: false };
}

/** Opens a checked URL with GET and further headers. The address that is connected to is the very one that was checked. */
export function openUrl(
  { url, trusted }: CheckedUrl,
  signal: AbortSignal,
  more: Readonly<Record<string, string>> = {},
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const headers = { ...more, 'accept-encoding': 'identity', 'user-agent': 'filmloom' };
    const request = send(url, { agent: false, signal, headers, ...(trusted ? {} : { lookup: publicLookup }) }, resolve);
    request.setTimeout(stalledMs, () => request.destroy(new Error('The server of the result stopped sending.')));
    request.on('error', reject);
    request.end();
  });
}

/** Resolves a name and refuses it where any of its addresses is not public. */
const publicLookup: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return done(error, '', 0);
    const [first] = addresses;
    if (!first || addresses.some(({ address }) => !isPublicAddress(address))) return done(refused('points into a private network'), '', 0);
    if (options.all) return done(null, addresses);
    done(null, first.address, first.family);
  });
};

function refused(why: string): StepError {
  return new StepError(
    'RESULT_GONE',
    `The address of a result ${why}, so it was not fetched. Run the step again or report it to the provider.`,
  );
}
