import { parseArgs } from 'node:util';
import { perform } from '#kernel/index.server.ts';
import { setProgrammeScope } from '#modules/deputies/index.server.ts';
import { operatorOf } from '../composition.server.ts';
import { type Command, EXIT, WrongCall, print, withStore } from './command.ts';

const usage = `jiannuo scope --year YEAR --levels LEVEL,…
  Says which levels take part in the programme from a year on: national, provincial, prefectural, county, township.`;

export const scope: Command = {
  usage,
  async run(words) {
    const { values } = parseArgs({
      args: [...words],
      options: { year: { type: 'string' }, levels: { type: 'string' } },
    });
    if (values.year === undefined || values.levels === undefined)
      throw new WrongCall('scope needs --year and --levels.');
    const input = { year: Number(values.year), levels: values.levels.split(',') };
    await withStore(async ({ stage, home }) =>
      perform(stage, operatorOf(await home()), { useCase: setProgrammeScope, input }),
    );
    print(`${values.year}: ${values.levels}`);
    return EXIT.good;
  },
};
