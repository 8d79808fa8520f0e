/**
 * Printing: nameplates of a whole district (1,162) as one PDF, held against 30 s and 300 MB, and the wall sheet of a town
 * (56 deputies) against 2 s; each by the product's own pages and, by turns, by bare calls of the PDF library, against twice of those.
 * Every drawing is done in a process of its own, so that its memory is its own.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Drawing, SUBJECTS, type Way } from './support/drawings.ts';
import { type Measured, median, report } from './support/report.ts';

const TURNS = 3;
/** Ours may take so many times what bare calls of the library take. */
const TIMES = 2;
const LIMITS: Readonly<Record<Drawing, { readonly seconds: number; readonly megabytes: number }>> = {
  nameplates: { seconds: 30, megabytes: 300 },
  wall: { seconds: 2, megabytes: 300 },
};

interface Drawn {
  readonly seconds: number;
  readonly megabytes: number;
}

const folder = await mkdtemp(join(tmpdir(), 'jiannuo-bench-'));

async function drawn(drawing: Drawing, way: Way): Promise<Drawn> {
  const file = join(folder, `${drawing}-${way}.pdf`);
  const program = join(import.meta.dirname, 'support', 'draw-documents.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program, drawing, way, file]);
  return JSON.parse(stdout) as Drawn;
}

async function measure(drawing: Drawing): Promise<Measured[]> {
  const ours: Drawn[] = [];
  const bare: Drawn[] = [];
  // By turns, so that whatever else the machine does falls on both.
  for (let turn = 0; turn < TURNS; turn++) {
    ours.push(await drawn(drawing, 'ours'));
    bare.push(await drawn(drawing, 'bare'));
  }
  const middle = (all: readonly Drawn[]) => median(all.map(({ seconds }) => seconds));
  const most = Math.max(...ours.map(({ megabytes }) => megabytes));
  const what = SUBJECTS[drawing];
  const { seconds, megabytes } = LIMITS[drawing];
  return [
    { what, ours: middle(ours), limit: seconds, unit: 's', is: 'at-most' },
    { what: `${what}, memory on top`, ours: most, limit: megabytes, unit: 'MB', is: 'at-most' },
    {
      what: `${what}, bare calls of the library times ${TIMES}`,
      ours: middle(ours),
      limit: TIMES * middle(bare),
      unit: 's',
      is: 'at-most',
    },
  ];
}

try {
  const isKept = report([...(await measure('nameplates')), ...(await measure('wall'))]);
  process.exitCode = isKept ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
