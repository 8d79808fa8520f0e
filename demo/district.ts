import { electDeputies } from './elections.ts';
import { type Commitment, drawVerifiers, outcomesOf } from './outcomes.ts';
import type { Membership } from './people.ts';
import { type ProgrammeYear, programmeYears } from './programme.ts';
import { promisesOf } from './promises.ts';
import { promisingIn } from './promising.ts';
import { randomFrom } from './random.ts';
import { demoTowns } from './regions.ts';

/** The demonstration district as it is, before towns write it down. */
export interface District {
  readonly members: readonly Membership[];
  readonly years: readonly { readonly programme: ProgrammeYear; readonly commitments: readonly Commitment[] }[];
}

/** Invents the district; the same seed always invents the same. */
export function inventDistrict(seed: number): District {
  const random = randomFrom(seed);
  const members = electDeputies(random.fork('people'));
  const verifiers = drawVerifiers(demoTowns, members, random.fork('verifiers'));
  const years = programmeYears.map((programme) => {
    const ofYear = random.fork(`year ${programme.year}`);
    const promising = promisingIn(members, programme, ofYear);
    const promises = promisesOf(promising, programme, ofYear);
    return { programme, commitments: outcomesOf(promises, programme, { random: ofYear, verifiers }) };
  });
  return { members, years };
}
