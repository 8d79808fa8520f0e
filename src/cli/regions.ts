import { readFile } from 'node:fs/promises';
import { parse as parseCsv } from 'csv-parse/sync';
import { importRegions, perform } from '#kernel/index.server.ts';
import { COUNTRY } from '#kernel/contract.ts';
import { operatorOf } from '../composition.server.ts';
import { type Command, EXIT, WrongCall, print, withStore } from './command.ts';

const usage = `jiannuo regions import FILE.csv
  Loads the region tree of a new store, or adds to it: lines of code,name with twelve digits, UTF-8.`;

export const regions: Command = {
  usage,
  async run(words) {
    const [verb, path, ...more] = words;
    if (verb !== 'import' || path === undefined || more.length > 0)
      throw new WrongCall('regions takes: import FILE.csv');
    const text = await readFile(path, 'utf8').catch(() => {
      throw new WrongCall(`The file “${path}” cannot be read.`);
    });
    let records: string[][];
    try {
      records = parseCsv(text, { bom: true, relaxColumnCount: true, skipEmptyLines: true, trim: true });
    } catch (error) {
      throw new WrongCall(`“${path}” is not a CSV file: ${error instanceof Error ? error.message : String(error)}`);
    }
    const result = await withStore(({ stage }) =>
      perform(stage, operatorOf(COUNTRY), { useCase: importRegions, input: { records } }),
    );
    print(`${result.regions} regions read, ${result.saved} added or renamed.`);
    return EXIT.good;
  },
};
