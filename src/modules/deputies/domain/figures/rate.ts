/** Per cent with one decimal, half up, in whole numbers: 7,942 of 8,247 is "96.3". Of nothing there is no rate. */
export function rate(part: number, whole: number): string | null {
  if (whole === 0) return null;
  const perMille = Math.floor((2000 * part + whole) / (2 * whole));
  return `${Math.floor(perMille / 10)}.${perMille % 10}`;
}
