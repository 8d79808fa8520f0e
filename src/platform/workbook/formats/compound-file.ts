import { WorkbookRefusal } from '../refusal.ts';

/**
 * The container of .xls (MS-CFB): a small file system of sectors in chains. Read here rather than by the
 * spreadsheet library, because a hostile one can make chains that never end or share sectors: here each stream is
 * bounded by the number of sectors, and only those asked for are copied.
 */
interface CompoundFile {
  readonly names: readonly string[];
  /** The bytes of the first stream of that name. @throws WorkbookRefusal `file.damaged` */
  stream(name: string): Uint8Array | undefined;
}

interface Entry {
  readonly name: string;
  readonly isStream: boolean;
  readonly start: number;
  readonly size: number;
}

const HEADER_SIZE = 512;
const ENTRY_SIZE = 128;
/** The first sectors of the allocation table are listed in the header itself. */
const HEADER_FAT_SLOTS = 109;
const SPECIAL_SECTORS = 0xfffffffa;

const damaged = () => new WorkbookRefusal('file.damaged');

class Sectors {
  readonly #bytes: Uint8Array;
  readonly #offset: number;
  readonly size: number;

  constructor(bytes: Uint8Array, offset: number, size: number) {
    this.#bytes = bytes;
    this.#offset = offset;
    this.size = size;
  }

  get count(): number {
    return Math.ceil((this.#bytes.length - this.#offset) / this.size);
  }

  /** The last sector may be cut short: some programs do not fill it. */
  at(index: number): Uint8Array {
    const start = this.#offset + index * this.size;
    if (start >= this.#bytes.length) throw damaged();
    return this.#bytes.subarray(start, start + this.size);
  }

  /** The sectors of a chain in a row, at most `length` bytes of them. */
  chain(start: number, table: readonly number[], length = Infinity): Uint8Array {
    const parts: Uint8Array[] = [];
    let total = 0;
    for (let index = start; index < SPECIAL_SECTORS && total < length; index = table[index] ?? SPECIAL_SECTORS) {
      if (parts.length >= this.count) throw damaged();
      const part = this.at(index);
      parts.push(part);
      total += part.length;
    }
    if (length !== Infinity && total < length) throw damaged();
    const joined = Buffer.concat(parts);
    return joined.subarray(0, Math.min(length, joined.length));
  }
}

function words(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => view.getUint32(i * 4, true));
}

/** Which sector follows which. */
function allocationTable(sectors: Sectors, header: DataView): number[] {
  const slots = Array.from({ length: HEADER_FAT_SLOTS }, (_, i) => header.getUint32(76 + i * 4, true));
  let next = header.getUint32(68, true);
  for (let hops = 0; next < SPECIAL_SECTORS; hops += 1) {
    if (hops > sectors.count) throw damaged();
    const more = words(sectors.at(next));
    next = more.pop() ?? SPECIAL_SECTORS;
    slots.push(...more);
  }
  const used = slots.filter((slot) => slot < SPECIAL_SECTORS);
  if (used.length > sectors.count) throw damaged();
  return used.flatMap((slot) => words(sectors.at(slot)));
}

function directory(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: Entry[] = [];
  for (let at = 0; at + ENTRY_SIZE <= bytes.length; at += ENTRY_SIZE) {
    const nameBytes = Math.min(view.getUint16(at + 64, true), 64) - 2;
    const type = view.getUint8(at + 66);
    if (type === 0) continue;
    const name = new TextDecoder('utf-16le').decode(bytes.subarray(at, at + Math.max(0, nameBytes)));
    entries.push({
      name,
      isStream: type === 2,
      start: view.getUint32(at + 116, true),
      size: view.getUint32(at + 120, true),
    });
  }
  return entries;
}

/** @throws WorkbookRefusal `file.damaged` when the container cannot be followed */
export function openCompoundFile(bytes: Uint8Array): CompoundFile {
  if (bytes.length < HEADER_SIZE) throw damaged();
  const header = new DataView(bytes.buffer, bytes.byteOffset, HEADER_SIZE);
  const sectorShift = header.getUint16(30, true);
  if (sectorShift !== 9 && sectorShift !== 12) throw damaged();
  const sectors = new Sectors(bytes, 1 << sectorShift, 1 << sectorShift);
  const table = allocationTable(sectors, header);
  const entries = directory(sectors.chain(header.getUint32(48, true), table));
  const root = entries[0];
  if (!root) throw damaged();
  return {
    names: entries.map((entry) => entry.name),
    stream(name) {
      const entry = entries.find((candidate) => candidate.isStream && candidate.name === name);
      if (!entry) return undefined;
      if (entry.size > bytes.length) throw damaged();
      if (entry.size >= header.getUint32(56, true)) return sectors.chain(entry.start, table, entry.size);
      const mini = new Sectors(sectors.chain(root.start, table), 0, 64);
      return mini.chain(entry.start, words(sectors.chain(header.getUint32(60, true), table)), entry.size);
    },
  };
}
