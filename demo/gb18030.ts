import { at } from './random.ts';

/** Pairs of bytes by character, turned round from the decoder that the runtime has; it has no encoder. */
function twoByteTable(): Map<string, readonly [number, number]> {
  const decoder = new TextDecoder('gb18030');
  const table = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue;
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (character.length === 1 && !table.has(character)) table.set(character, [lead, trail]);
    }
  }
  return table;
}

/** Beyond the Basic Multilingual Plane four bytes count upwards from U+10000. */
function fourBytes(codePoint: number): number[] {
  const offset = codePoint - 0x1_0000;
  return [
    0x90 + Math.floor(offset / 12_600),
    0x30 + (Math.floor(offset / 1260) % 10),
    0x81 + (Math.floor(offset / 10) % 126),
    0x30 + (offset % 10),
  ];
}

/**
 * Text as GB18030, the encoding in which Chinese offices keep plain text.
 * @throws RangeError for a character of the Basic Multilingual Plane that needs four bytes: the demonstration has none
 */
export function encodeGb18030(text: string): Uint8Array {
  const table = twoByteTable();
  const bytes: number[] = [];
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    const pair = table.get(character);
    if (codePoint < 0x80) bytes.push(codePoint);
    else if (codePoint > 0xffff) bytes.push(...fourBytes(codePoint));
    else if (pair) bytes.push(at(pair, 0), at(pair, 1));
    else throw new RangeError(`no two bytes for ${character}`);
  }
  return Uint8Array.from(bytes);
}
