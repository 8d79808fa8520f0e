import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ask } from '#kernel/index.server.ts';
import { exportTable } from '#modules/deputies/index.server.ts';
import { writeCsv, writeWorkbook } from '#platform/workbook/write.ts';
import { operatorOf } from '../composition.server.ts';
import { type Command, EXIT, WrongCall, print, withStore } from './command.ts';

const usage = `jiannuo export roster|ledger --year YEAR [--town CODE] [--order pinyin|strokes] FILE.xlsx|FILE.csv
  Writes what the store holds in the form that import reads: imported again it changes nothing.`;

export const exportTables: Command = {
  usage,
  async run(words) {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { year: { type: 'string' }, town: { type: 'string' }, order: { type: 'string' } },
    });
    const [kind, path] = positionals;
    if (kind === undefined || path === undefined || positionals.length > 2 || values.year === undefined) {
      throw new WrongCall('export needs roster or ledger, --year, and a file.');
    }
    if (!/\.(xlsx|csv)$/i.test(path)) throw new WrongCall('The file’s name must end in .xlsx or .csv.');
    const input = {
      ...{ kind, year: values.year },
      ...(values.town === undefined ? {} : { town: values.town }),
      ...(values.order === undefined ? {} : { order: values.order }),
    };
    const sheet = await withStore(async ({ stage, home }) =>
      ask(stage, operatorOf(await home()), { query: exportTable, input }),
    );
    await writeFile(path, /\.csv$/i.test(path) ? writeCsv(sheet) : await writeWorkbook([sheet]), { mode: 0o600 });
    print(`${sheet.rows.length} rows: ${path}`);
    return EXIT.good;
  },
};
