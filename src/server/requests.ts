import { type IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** On every answer. Styles stand in the page itself; nothing is fetched from anywhere else, and nothing is framed. */
export const SECURITY_HEADERS: readonly (readonly [string, string])[] = [
  [
    'content-security-policy',
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'",
  ],
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), geolocation=(), microphone=()'],
];

/** Only over https: a browser that has seen it once comes by no other way for a year. */
export const SECURE_HEADER = ['strict-transport-security', 'max-age=31536000'] as const;

/** The addresses and networks of proxies that speak for others. */
export function trustOf(proxies: readonly string[]): BlockList {
  const list = new BlockList();
  for (const each of proxies) {
    const [address = '', bits] = each.split('/');
    const type = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, type);
    else list.addSubnet(address, Number(bits), type);
  }
  return list;
}

/** An IPv4 address that came through an IPv6 socket is the IPv4 address. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').toLowerCase();
}

function isTrusted(trust: BlockList, address: string): boolean {
  const version = isIP(address);
  return version !== 0 && trust.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

function first(header: string | string[] | undefined): string | undefined {
  return (Array.isArray(header) ? header[0] : header)?.split(',')[0]?.trim();
}

/** The last address that no proxy of ours vouches for: what stands before it the client may have made up. */
function clientOf(request: Pick<IncomingMessage, 'headers'>, peer: string, trust: BlockList): string {
  const header = request.headers['x-forwarded-for'];
  const hops = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').map((hop) => plain(hop.trim()));
  const chain = [...hops.filter((hop) => isIP(hop) !== 0), peer];
  return chain.findLast((hop) => !isTrusted(trust, hop)) ?? peer;
}

const HOST = /^[\p{L}\p{N}.:[\]_-]+$/u;

/**
 * Tells the pages what only the server can know: the client's address and whether the way to it is secure. Whatever a
 * client says of it is overwritten; a proxy is believed when the operator trusts it.
 */
export function markOrigin(
  request: Pick<IncomingMessage, 'headers'>,
  from: { readonly peer: string | undefined; readonly isSecure: boolean },
  trust: BlockList,
): { readonly isSecure: boolean } {
  const { headers } = request;
  const peer = plain(from.peer ?? '');
  const isProxied = isTrusted(trust, peer);
  const host = isProxied ? first(headers['x-forwarded-host']) : undefined;
  const protocol = isProxied ? first(headers['x-forwarded-proto']) : undefined;
  const isSecure = protocol === undefined ? from.isSecure : protocol === 'https';
  headers['x-jiannuo-protocol'] = isSecure ? 'https' : 'http';
  headers['x-jiannuo-address'] = isProxied ? clientOf(request, peer, trust) : peer;
  if (host !== undefined && HOST.test(host)) headers.host = host;
  return { isSecure };
}
