import { isIPv6 } from 'node:net';

const GROUPS = 8;
const OF_A_NETWORK = 4;

/**
 * The network that an address stands for where tries are counted: of IPv6 the first 64 bits, because every household has
 * as many addresses behind them as it likes; of IPv4 the address itself.
 */
export function networkOf(address: string): string {
  const [plain = ''] = address.split('%');
  if (!isIPv6(plain)) return address;
  // The last two groups may be written as an IPv4 address; neither is part of the network.
  const hex = plain.toLowerCase().replace(/[^:]+\.[^:]+$/, '0:0');
  const [front = '', back] = hex.split('::');
  const before = front === '' ? [] : front.split(':');
  const after = back === undefined || back === '' ? [] : back.split(':');
  const between = back === undefined ? 0 : GROUPS - before.length - after.length;
  const groups = [...before, ...Array.from({ length: between }, () => '0'), ...after];
  const own = groups.slice(0, OF_A_NETWORK).map((group) => Number.parseInt(group, 16).toString(16));
  return `${own.join(':')}::/64`;
}
