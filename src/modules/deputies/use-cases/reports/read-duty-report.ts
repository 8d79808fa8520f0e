import type { RegionCode } from '#kernel/contract.ts';
import { type Scene, defineQuery, findPerson } from '#kernel/index.server.ts';
import {
  type Appraisal,
  type DutyReport,
  Level,
  PersonId,
  ReadDutyReport,
  type ReportPost,
  type ReportedCommitment,
} from '../../contract.ts';
import { isOverdue } from '../../domain/is-overdue.ts';
import { momentOf, yearOf } from '../../domain/moment.ts';
import { mayManage, mayOversee } from '../../domain/people/permission.ts';
import { postErrors } from '../../domain/posts/post-errors.ts';
import { audienceOf } from '../../domain/reports/audience.ts';
import { ratesOf } from '../../domain/reports/ballots.ts';
import { reportErrors } from '../../domain/reports/report-errors.ts';
import { rate } from '../../domain/figures/rate.ts';
import { townLabel } from '../../domain/town-label.ts';
import { whichVerifierIsShown } from '../../domain/which-verifier-is-shown.ts';
import { findInvitationsOf } from '../../store/activities/attendance.ts';
import { countDuties } from '../../store/duties/duty-numbers.ts';
import { findDutyPictures } from '../../store/duties/duty-photos.ts';
import { findListedYears } from '../../store/lists/deputy.ts';
import type { PostRow } from '../../store/lists/posts.ts';
import { type MyRow, findMine } from '../../store/me/mine.ts';
import { type OfficePost, findPostsOf } from '../../store/posts/posts.ts';
import { type AppraisalRow, countPictures, findAppraisals, findDutyWords } from '../../store/reports/reports.ts';
import { OFFICERS, districtOf } from '../posts/standing.ts';
import { postsOfYear } from './report-posts.ts';
import { ruleOf } from './report-rule.ts';

const UNPUBLISHED = ['draft', 'submitted', 'returned'];
const REPORTED = ['claimed', 'fulfilled'];

interface Of {
  readonly personId: string;
  readonly region: RegionCode;
  readonly district: string;
  readonly year: number;
}

function requireSeen({ actor }: Scene, personId: string, posts: readonly OfficePost[]): void {
  const isOwn = actor.role !== 'deputy' || actor.personId === personId;
  if (posts.length === 0 || !isOwn) throw postErrors.unknownPerson();
}

function shownAppraisal(row: AppraisalRow | undefined): Appraisal | null {
  if (row === undefined) return null;
  const { membershipId: _membershipId, region: _region, year: _year, ...counts } = row;
  return { ...counts, ...ratesOf(counts) };
}

async function shownPosts(scene: Scene, of: Of, { rows, known }: { rows: PostRow[]; known: OfficePost[] }) {
  const membershipIds = rows.map((row) => row.membershipId);
  const { hasAppraisal } = await ruleOf(scene);
  const found = await findAppraisals(scene.tx, { ...of, membershipIds: hasAppraisal ? membershipIds : [] });
  const isSelf = scene.actor.personId === of.personId;
  const posts = rows.map((row): ReportPost => {
    const { membershipId, congress, electoralDistrict } = row;
    const post = known.find(({ id }) => id === membershipId);
    const level = Level.parse(row.level);
    return {
      ...{ membershipId, congress, electoralDistrict, level, town: townLabel(row.townName) },
      audience: audienceOf({ level, electoralDistrict }),
      appraisal: shownAppraisal(found.get(membershipId)),
      mayAppraise: hasAppraisal && !isSelf && post !== undefined && mayOversee(scene.actor, post),
    };
  });
  return { posts, hasAppraisal };
}

function shownCommitment(row: MyRow, pictures: number, now: string): ReportedCommitment {
  const { id, text, field, target, dueDay, state, result, entries } = row;
  const isCarriedOver = row.carriedTo !== null;
  const isVerified = state === 'fulfilled';
  return {
    ...{ id, text, field, target, dueDay, state, entries, pictures, isCarriedOver },
    isOverdue: isOverdue({ ...row, isCarriedOver }, now),
    result: isVerified ? result : null,
    verifiedBy: isVerified ? whichVerifierIsShown(row.by) : null,
  };
}

async function activitiesOf({ tx, now }: Scene, { district, personId, year }: Of): Promise<DutyReport['activities']> {
  const all = await findInvitationsOf(tx, { district, personId });
  const held = all.filter((one) => one.year === year && one.state === 'held' && one.startsAt <= now).toReversed();
  const attended = held.filter(({ attendance }) => attendance === 'attended').length;
  const list = held.map(({ title, day, attendance }) => ({ title, day, attendance }));
  return { invited: held.length, attended, rate: rate(attended, held.length), list };
}

async function yearsOf({ tx, now }: Scene, { personId, region }: Omit<Of, 'year' | 'district'>): Promise<number[]> {
  const moment = momentOf({ year: yearOf(now), asOf: undefined }, now);
  const listed = await findListedYears(tx, { personId, region, moment });
  return listed.toSorted((one, other) => other - one);
}

/**
 * A deputy's year as the ledger tells it: for the deputy, and for the office within its region. Without a year, the
 * running one if there is a post in it.
 */
export const readDutyReport = defineQuery({
  name: 'deputies.read-duty-report',
  input: ReadDutyReport,
  by: [...OFFICERS, 'auditor', 'deputy'],
  async read(scene, asked): Promise<DutyReport> {
    const { tx, actor, now } = scene;
    const { region } = actor;
    const personId = PersonId.parse(asked.personId);
    const district = districtOf(scene);
    const known = await findPostsOf(tx, district, [personId]);
    requireSeen(scene, personId, known);
    const person = await findPerson(tx, district, personId);
    if (person === undefined) throw postErrors.unknownPerson();
    const years = await yearsOf(scene, { personId, region });
    const year = asked.year ?? years[0] ?? yearOf(now);
    const of = { personId, region, district, year };
    const rows = await postsOfYear(scene, personId, year);
    const mine = (await findMine(tx, of, year)).filter(({ state }) => !UNPUBLISHED.includes(state));
    if (rows.length === 0 && mine.length === 0) throw reportErrors.noPostThen(year);
    const pictures = await countPictures(
      tx,
      district,
      mine.map(({ id }) => id),
    );
    const commitments = mine
      .map((row) => shownCommitment(row, pictures.get(row.id) ?? 0, now))
      .toSorted((one, other) => (one.field === other.field ? 0 : one.field < other.field ? -1 : 1));
    const words = await findDutyWords(tx, of);
    const sum = (count: 'entries' | 'pictures') => commitments.reduce((total, one) => total + one[count], 0);
    return {
      ...{ personId, name: person.name, region: known[0]?.region ?? region, year, asOf: now, commitments },
      years: years.includes(year) ? years : [year, ...years],
      ...(await shownPosts(scene, of, { rows, known })),
      published: commitments.length,
      reported: commitments.filter(({ state }) => REPORTED.includes(state)).length,
      verified: commitments.filter(({ state }) => state === 'fulfilled').length,
      ...{ entries: sum('entries'), pictures: sum('pictures') },
      activities: await activitiesOf(scene, of),
      duties: (await countDuties(tx, of)).find((one) => one.year === year) ?? null,
      dutyPictures: (await findDutyPictures(tx, of)).filter((one) => one.year === year),
      words: { text: words?.text ?? '', revision: words?.version ?? 0 },
      mayWrite: rows.length > 0 && known.some((post) => mayManage(actor, post)),
    };
  },
  trail: (_, { personId, region, year }) => [{ region, subject: personId, after: { year } }],
});
