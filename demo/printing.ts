import { type Actor, ask, perform } from '#kernel/index.server.ts';
import {
  checkPrintouts,
  listOfficeStations,
  planPrinting,
  printSheets,
  setConsent,
} from '#modules/deputies/index.server.ts';
import type { Store } from '../src/composition.server.ts';
import { townNamed } from './regions.ts';
import { SHOWN_WORKPLACE } from './stations.ts';

/** The town whose nameplates hang; one of its deputies has taken a consent back since. */
const TOWN = '清溪镇';
/** So many of its deputies have signed the paper that names their place of work on a nameplate. */
const SIGNED = 24;
/** Where the codes of the demonstration lead: no such site exists. */
const ORIGIN = 'https://yunchuan.example.org';
const PAPER = { isGiven: true, day: '2020-03-02', note: '同意书存镇人大办公室' };

/** A school's deputies agree to be named where they work: on its wall, and by nameplates that wait to be printed. */
async function signAtWork({ stage }: Store, operator: Actor): Promise<void> {
  const { items } = await ask(stage, operator, { query: listOfficeStations, input: { q: SHOWN_WORKPLACE } });
  const stationId = items[0]?.id;
  const { leftOut } = await ask(stage, operator, {
    query: planPrinting,
    input: { kind: 'nameplate', origin: ORIGIN, stationId },
  });
  const people = leftOut.flatMap(({ why, people: all }) => (why === 'no-consent' ? all : []));
  for (const { personId } of people) {
    for (const surface of ['nameplate', 'wall']) {
      await perform(stage, operator, {
        useCase: setConsent,
        input: { personId, field: 'workplace', surface, ...PAPER },
      });
    }
  }
}

/** Gives nameplates to a town: consents on paper, a printing, and what came of it since. What is there stays. */
export async function loadDemonstrationPrinting(store: Store, operator: Actor): Promise<void> {
  const { stage } = store;
  await signAtWork(store, operator);
  const town = townNamed(TOWN).code;
  const where = { kind: 'nameplate', town, origin: ORIGIN };
  const { total, leftOut } = await ask(stage, operator, { query: planPrinting, input: where });
  if (total > 0) return;
  const signed = leftOut.flatMap(({ why, people }) => (why === 'no-consent' ? people : [])).slice(0, SIGNED);
  for (const [index, { personId }] of signed.entries()) {
    const fields = [
      ...[
        ['workplace', 'nameplate'],
        ['phone', 'nameplate'],
        ['workplace', 'wall'],
      ],
      ...(index % 3 === 0 ? [['door', 'door']] : []),
    ];
    for (const [field, surface] of fields) {
      await perform(stage, operator, { useCase: setConsent, input: { personId, field, surface, ...PAPER } });
    }
  }
  for (const kind of ['nameplate', 'door', 'wall']) {
    await perform(stage, operator, { useCase: printSheets, input: { ...where, kind } });
  }
  const [first] = signed;
  if (first === undefined) return;
  const withdrawn = { personId: first.personId, field: 'phone', surface: 'nameplate', isGiven: false };
  await perform(stage, operator, { useCase: setConsent, input: { ...withdrawn, day: '2020-10-26' } });
  await perform(stage, operator, { useCase: checkPrintouts, input: { origin: ORIGIN } });
}
