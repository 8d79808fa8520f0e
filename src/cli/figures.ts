import { parseArgs } from 'node:util';
import { ask } from '#kernel/index.server.ts';
import type { Figures } from '#modules/deputies/contract.ts';
import { readFigures } from '#modules/deputies/index.server.ts';
import { operatorOf } from '../composition.server.ts';
import { type Command, EXIT, WrongCall, locale, print, withStore } from './command.ts';

const usage = `jiannuo figures --year YEAR [--as-of DATE] [--by level|town|group|field|kind] [--region CODE] [--json]
  Persons, posts, commitments and both completion rates, as of the end of a day (or an instant).`;

function table(figures: Figures): string {
  const head = [
    '',
    'persons',
    'in post',
    'in scope',
    'posts',
    'commitments',
    'reported',
    'verified',
    '%',
    '% verified',
  ];
  const line = (label: string, row: Omit<Figures, 'region' | 'year' | 'asOf' | 'by' | 'rows' | 'outcomes'>) => [
    label,
    row.persons,
    row.inPost ?? '',
    row.inScope ?? '',
    row.memberships,
    row.commitments,
    row.reported,
    row.verified,
    row.reportedRate ?? '',
    row.verifiedRate ?? '',
  ];
  const lines = [head, ...figures.rows.map((row) => line(row.label[locale], row)), line(`${figures.year}`, figures)];
  return lines.map((cells) => cells.join('\t')).join('\n');
}

export const figures: Command = {
  usage,
  async run(words) {
    const { values } = parseArgs({
      args: [...words],
      options: {
        year: { type: 'string' },
        'as-of': { type: 'string' },
        by: { type: 'string' },
        region: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    if (values.year === undefined) throw new WrongCall('figures needs --year.');
    const { year, by, region } = values;
    const given = { year, asOf: values['as-of'], by, region };
    const input = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const result = await withStore(async ({ stage, home }) =>
      ask(stage, operatorOf(await home()), { query: readFigures, input }),
    );
    print(values.json ? JSON.stringify(result, null, 2) : table(result));
    return EXIT.good;
  },
};
