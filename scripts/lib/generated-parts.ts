import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import configuration from '../../.dependency-cruiser.mjs';
import { FAULT_CODES, faultMessage } from '../../src/modules/deputies/domain/import/faults.ts';
import { LEDGER_WORDS, ROSTER_WORDS } from '../../src/modules/deputies/domain/import/headings.ts';
import { importErrors } from '../../src/modules/deputies/domain/errors.ts';
import { type Facts, WorkbookRefusal, refusalCodes } from '../../src/platform/workbook/refusal.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** Parts of documents that are made from the code, by the document and the name of the part in it. */
export const GENERATED: readonly (readonly [document: string, part: string, make: () => string | Promise<string>])[] = [
  ['docs/architecture.md', 'picture', drawMap],
  ['docs/import.md', 'roster', () => headingTable(ROSTER_WORDS)],
  ['docs/import.md', 'ledger', () => headingTable(LEDGER_WORDS)],
  ['docs/import.md', 'faults', faultTable],
  ['docs/import.md', 'refusals', refusalTable],
];

function marks(part: string): readonly [begin: string, end: string] {
  return [`<!-- generated: ${part} -->`, `<!-- end: ${part} -->`];
}

/** What stands between the marks of a part. @throws Error when the document has no such part */
export function partOf(document: string, part: string): string {
  const [begin, end] = marks(part);
  const [from, until] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || until < from) throw new Error(`the document has no part “${part}”`);
  return document.slice(from + begin.length, until).trim();
}

/** The document with another text between the marks of a part. */
export function withPart(document: string, part: string, text: string): string {
  const [begin, end] = marks(part);
  return document.replace(
    `${begin}${document.split(begin)[1]?.split(end)[0] ?? ''}${end}`,
    () => `${begin}\n\n${text}\n\n${end}`,
  );
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');

function headingTable(words: Readonly<Record<string, readonly string[]>>): string {
  const rows = Object.entries(words).map(([column, [own = '', ...others]]) => [
    `\`${column}\``,
    own,
    others.join('、'),
  ]);
  return table(['column', '表头 · heading', '也认得 · also recognised'], rows);
}

/** Stands for what a sentence takes from the cell or from what is known. */
const ANY = '…';

function faultTable(): string {
  const rows = FAULT_CODES.map((code) => {
    const { zh, en } = faultMessage({ code, value: ANY, hint: ANY });
    return [`\`${code}\``, zh, en];
  });
  return table(['code', '问题与办法', 'what is wrong, and what to do'], rows);
}

function refusalTable(): string {
  const facts = new Proxy<Facts>({}, { get: () => ANY });
  const ofFiles = refusalCodes.map((code) => new WorkbookRefusal(code, facts));
  const ofContents = Object.values(importErrors)
    .map((make) => make())
    .filter(({ kind }) => kind === 'invalid');
  const rows = [...ofFiles, ...ofContents].map(({ code, says }) => [`\`${code}\``, says.zh, says.en]);
  return table(['code', '原因与办法', 'why, and what to do'], rows);
}

const PARTS = '^src/(modules/[^/]+|kernel|platform|api|cli|server|routes|lib)|^demo';

/** The parts of the product and which of them import which, as a mermaid diagram. */
async function drawMap(): Promise<string> {
  const { tsConfig: _, ...settings } = configuration.options ?? {};
  const { output } = await cruise(['src', 'demo'], {
    ...settings,
    baseDir: ROOT,
    outputType: 'mermaid',
    includeOnly: `${PARTS}|^src/(composition[.]server|migrations)[.]ts$`,
    exclude: '[.]test[.]ts$',
    collapse: PARTS,
  });
  if (typeof output !== 'string') throw new TypeError('the diagram is no text');
  return `\`\`\`mermaid\n${output.trim()}\n\`\`\``;
}
