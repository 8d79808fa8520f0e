import type { WorkbookLimits } from '../limits.ts';
import { WorkbookRefusal } from '../refusal.ts';
import { columnIndex, columnLetters } from '../workbook.ts';

/** How much of the limits a workbook has used up so far, over all its sheets. */
interface Usage {
  cells: number;
}

interface ScannedPart {
  /** For the sentence of a refusal: the sheet's name, or the part's. */
  readonly title: string;
  readonly limits: WorkbookLimits;
  readonly usage: Usage;
}

/** A tag that is longer is not from an office program, and looking for its end would cost the square of its length. */
const LONGEST_TAG = 1_000_000;
const DECLARATION = /<!(?:DOCTYPE|ENTITY)/i;
const SHEET_ROOT = /<(?:[\w.-]+:)?worksheet[\s>]/;
const EXTERNAL = /<(?:[\w.-]+:)?Relationship\s[^>]*TargetMode\s*=\s*["']External["'][^>]*>/gi;
/** The tags of cells, and whether text follows (only then has the cell a value). */
const CELL_TAGS = /<(\/?)(?:[\w.-]+:)?(row|c|v|t|f)(?=[\s/>])([^>]*)>(?=([^<]?))/g;
/** Cells and rows that only carry a style. Without `r` their place counts, and they stay. */
const BLANKS = /<(?:[\w.-]+:)?(?:c|row)\s[^<>]*\br=["'][^<>]*\/>/g;

const HIDDEN = /\shidden\s*=\s*["'](?:1|true)["']/;
const REFERENCE = /(?:^|\s)r\s*=\s*["']([A-Z]{0,3})(\d+)["']/;

class SheetCounter {
  /** From 1. */
  readonly hiddenRows: number[] = [];
  readonly #part: ScannedPart;
  #row = 0;
  #column = -1;
  #rows = 0;
  #isInCell = false;
  #rowHasValue = false;

  constructor(part: ScannedPart) {
    this.#part = part;
  }

  tag(match: RegExpExecArray): void {
    const [, slash, name, attributes = '', text] = match;
    const isClosed = attributes.endsWith('/');
    if (name === 'row') this.#startRow(slash === '', attributes);
    else if (name === 'c') {
      if (slash === '') this.#startCell(attributes);
      this.#isInCell = slash === '' && !isClosed;
    } else if (this.#isInCell && slash === '') {
      if (name === 'f') this.#refuseFormula();
      else if (!isClosed && text !== '') this.#value();
    }
  }

  #startRow(isStart: boolean, attributes: string): void {
    if (!isStart) return;
    this.#row = Number(REFERENCE.exec(attributes)?.[2] ?? this.#row + 1);
    this.#column = -1;
    this.#rowHasValue = false;
    if (HIDDEN.test(attributes)) this.hiddenRows.push(this.#row);
  }

  #startCell(attributes: string): void {
    const letters = REFERENCE.exec(attributes)?.[1];
    this.#column = letters ? columnIndex(letters) : this.#column + 1;
  }

  #refuseFormula(): never {
    const address = `${columnLetters(Math.max(0, this.#column))}${this.#row}`;
    throw new WorkbookRefusal('file.formulas', { sheet: this.#part.title, address });
  }

  #value(): void {
    const { limits, usage, title } = this.#part;
    usage.cells += 1;
    if (usage.cells > limits.cells) throw new WorkbookRefusal('file.too-many-cells', { limit: limits.cells });
    if (this.#column >= limits.columns) {
      throw new WorkbookRefusal('file.too-many-columns', { sheet: title, limit: limits.columns });
    }
    if (this.#rowHasValue) return;
    this.#rowHasValue = true;
    this.#rows += 1;
    if (this.#rows > limits.rows) {
      throw new WorkbookRefusal('file.too-many-rows', { sheet: title, limit: limits.rows });
    }
  }
}

/** Pieces of a part that are cut only between tags, never inside one; bytes as they are, a character each. */
class Pieces {
  #rest = '';

  next(chunk: Buffer): string {
    const text = this.#rest + chunk.toString('latin1');
    const last = text.lastIndexOf('<');
    const tail = last === -1 ? '' : text.slice(last);
    // A tag that has ended stays for the next piece too if what follows it is not there yet.
    this.#rest = tail.includes('>') && !tail.endsWith('>') ? '' : tail;
    if (this.#rest.length > LONGEST_TAG) throw new WorkbookRefusal('file.damaged');
    return text.slice(0, text.length - this.#rest.length);
  }

  end(): string {
    return this.#rest;
  }
}

interface Scanner {
  push(chunk: Buffer): void;
  end(): void;
  /** Of a sheet, from 1. */
  readonly hiddenRows: readonly number[];
}

/** Looks at one XML part of a workbook as it streams by. It throws a WorkbookRefusal at what is not read. */
export function xmlScanner(part: ScannedPart): Scanner {
  const pieces = new Pieces();
  const counter = new SheetCounter(part);
  let isSheet = false,
    isFirst = true;
  const look = (text: string) => {
    if (DECLARATION.test(text)) throw new WorkbookRefusal('file.entities', { part: part.title });
    for (const [relationship] of text.matchAll(EXTERNAL)) {
      // Addresses of web pages and e-mail, which office programs make by themselves, are not read from.
      if (!/Type\s*=\s*["'][^"']*\/hyperlink["']/i.test(relationship)) {
        throw new WorkbookRefusal('file.external-links', { part: part.title });
      }
    }
    isSheet ||= SHEET_ROOT.test(text);
    if (!isSheet) return;
    for (const match of text.matchAll(CELL_TAGS)) counter.tag(match);
  };
  return {
    hiddenRows: counter.hiddenRows,
    push(chunk) {
      // UTF-16 would hide everything from the look taken here.
      if (isFirst && chunk.includes(0)) throw new WorkbookRefusal('file.damaged');
      isFirst = false;
      look(pieces.next(chunk));
    },
    end() {
      look(pieces.end());
    },
  };
}

const BLANK_ROWS = /<(?:[\w.-]+:)?row\s[^<>]*\br=["'][^<>]*>\s*<\/(?:[\w.-]+:)?row>/g;
const ROW_START = /^<(?:[\w.-]+:)?row\s/;
/** Characters beyond the first plane written as numbers, of which the library keeps only half. */
const RARE_CHARACTERS = /&#(?:x([\da-f]{5,6})|(\d{5,7}));/gi;
/** Cells of the type for results of formulas, whose text the library decodes twice. */
const RESULT_TEXTS =
  /(<(?:[\w.-]+:)?c\s[^<>]*\bt=["'])str(["'][^<>]*>)<(?:[\w.-]+:)?v(?:\s[^<>]*)?>([^<]*)<\/(?:[\w.-]+:)?v>/g;

function rareCharacter(reference: string, hexadecimal?: string, decimal?: string): string {
  const code = hexadecimal ? parseInt(hexadecimal, 16) : Number(decimal);
  return code > 0xffff && code <= 0x10ffff ? Buffer.from(String.fromCodePoint(code)).toString('latin1') : reference;
}

/** A part made fit for the library: without its blank cells, of which a sheet may have millions. */
export class PartFilter {
  readonly #pieces = new Pieces();
  readonly #kept: Buffer[] = [];
  /** A row that has begun, until it is known whether anything is in it. */
  #row = '';

  push(chunk: Buffer): void {
    this.#keep(this.#pieces.next(chunk));
  }

  end(): Buffer {
    this.#keep(this.#pieces.end());
    this.#kept.push(Buffer.from(this.#row, 'latin1'));
    const part = Buffer.concat(this.#kept);
    if (!part.includes('t="str"') && !part.includes("t='str'")) return part;
    return Buffer.from(part.toString('latin1').replaceAll(RESULT_TEXTS, '$1inlineStr$2<is><t>$3</t></is>'), 'latin1');
  }

  #keep(piece: string): void {
    let text = (this.#row + piece.replaceAll(BLANKS, '')).replaceAll(BLANK_ROWS, '');
    const last = text.lastIndexOf('<');
    this.#row = last !== -1 && ROW_START.test(text.slice(last, last + 100)) ? text.slice(last) : '';
    text = text.slice(0, text.length - this.#row.length).replaceAll(RARE_CHARACTERS, rareCharacter);
    this.#kept.push(Buffer.from(text, 'latin1'));
  }
}
