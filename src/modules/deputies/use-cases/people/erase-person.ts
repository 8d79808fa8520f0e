import { dayOf, previousDay } from '#kernel/contract.ts';
import {
  closeAccountsOf,
  defineUseCase,
  dropPortraits,
  erasePerson as erase,
  findPerson,
} from '#kernel/index.server.ts';
import { ErasePerson } from '../../contract.ts';
import { personErrors, postErrors } from '../../domain/posts/post-errors.ts';
import { eraseReplyReasons } from '../../store/activities/replies.ts';
import { eraseListings } from '../../store/people/personal-data.ts';
import { addReprintTasks } from '../../store/posts/reprint-tasks.ts';
import { deletePrintouts } from '../../store/printing/printouts.ts';
import { OFFICERS, districtOf, reprintsOf, requirePersons } from '../posts/standing.ts';

/** What is erased, as the trail names it: never with what stood there. */
const ERASED = [
  'phone',
  'birthMonth',
  'ethnicity',
  'sex',
  'consents',
  'workplace',
  'remarks',
  'portraits',
  'replies',
  'account',
];

/**
 * Erases what is known of a person beyond the record of public office. Name, level, electoral district, term and the
 * published commitments stay. The person's account is closed. It cannot be undone, so that the name has to be typed; a later roster brings nothing back.
 */
export const erasePersonalData = defineUseCase({
  name: 'deputies.erase-person',
  input: ErasePerson,
  by: OFFICERS,
  async run(scene, { personId, name }) {
    const { tx, recordedAt } = scene;
    const district = districtOf(scene);
    const [posts = []] = await requirePersons(scene, personId);
    const [post] = posts;
    const person = await findPerson(tx, district, personId);
    if (person === undefined || post === undefined) throw postErrors.unknownPerson();
    if (person.name !== name) throw personErrors.nameDiffers();
    await erase(tx, { district, id: personId }, recordedAt);
    await eraseListings(tx, district, personId);
    await eraseReplyReasons(tx, { district, personId });
    await deletePrintouts(tx, { district, personId });
    await dropPortraits(tx, { district, personId }, { account: scene.actor.id, at: recordedAt });
    const lastDay = previousDay(dayOf(recordedAt));
    const accounts = await closeAccountsOf(tx, { district, personId }, { at: recordedAt, lastDay });
    const since = dayOf(scene.now);
    // What hangs in the place of an earlier post bears the phone and the place of work as well.
    const tasks = posts.flatMap((one) => reprintsOf(scene, one, { reason: 'person-erased', since }));
    await addReprintTasks(tx, { district, recordedAt }, tasks);
    return {
      result: { personId },
      record: [],
      trail: [{ region: post.region, subject: personId, after: { erased: ERASED, accounts } }],
    };
  },
});
