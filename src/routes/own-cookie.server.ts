/**
 * The name of a cookie of ours. Over https it says itself that it came that way, from this host and for every path:
 * a browser takes no other of that name.
 */
export function ownCookie(
  { protocol }: Pick<URL, 'protocol'>,
  name: 'jiannuo.role' | 'jiannuo.device' | 'jiannuo.code' | 'type',
): string {
  return protocol === 'https:' ? `__Host-${name}` : name;
}
