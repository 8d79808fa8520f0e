import type { IncomingMessage } from 'node:http';

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

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const LOCAL_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;
/** A proxy on this machine speaks for somebody elsewhere. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/** Whether a request comes from this very machine, addressed to it by its own name and through no proxy. */
export function isLocal(request: Pick<IncomingMessage, 'headers'>, address: string | undefined): boolean {
  const isDirect = FORWARDED.every((name) => request.headers[name] === undefined);
  return LOOPBACK.test(address ?? '') && LOCAL_HOST.test(request.headers.host ?? '') && isDirect;
}

/** Tells the pages what only the server can know; whatever a visitor says of it is overwritten. */
export function markLocal(request: IncomingMessage): void {
  request.headers['x-jiannuo-local'] = isLocal(request, request.socket.remoteAddress) ? 'yes' : 'no';
  request.headers['x-jiannuo-protocol'] = 'http';
}
