import { regionLevel } from '#kernel/contract.ts';
import type { Scene } from '#kernel/index.server.ts';
import type { CongressPlan } from '../../contract.ts';
import { exportErrors } from '../../domain/errors.ts';
import { type CongressChange, planCongress } from '../../domain/posts/congress.ts';
import type { CongressCounts } from '../../store/posts/congress-changes.ts';
import { type OpenCommitment, findOpenCommitments } from '../../store/posts/open-commitments.ts';
import { type OfficePost, findCompleteRosters, findListedYearsOf, findPostsOfLevel } from '../../store/posts/posts.ts';
import { districtOf } from './standing.ts';

export type ListedPost = OfficePost & { readonly listed: readonly { year: number; congress: string | null }[] };

export interface Planned {
  readonly change: CongressChange<ListedPost>;
  /** Of those who leave. */
  readonly open: readonly OpenCommitment[];
  readonly counts: CongressCounts;
}

const personsIn = (posts: readonly OfficePost[]): number => new Set(posts.map(({ personId }) => personId)).size;

/** What a change of congress would come to now. @throws Problem `invalid` unless the actor acts for one district */
export async function loadPlan(scene: Scene, plan: CongressPlan): Promise<Planned> {
  const { tx, actor } = scene;
  const { region } = actor;
  if (regionLevel(region) !== 'district') throw exportErrors.notOneDistrict();
  const district = districtOf(scene);
  const posts = await findPostsOfLevel(tx, { district, region, level: plan.level });
  const ids = posts.map(({ id }) => id);
  const listed = await findListedYearsOf(tx, district, ids);
  const complete = await findCompleteRosters(tx, { region, year: plan.year });
  const change = planCongress(
    posts.map((post) => ({ ...post, listed: listed.get(post.id) ?? [] })),
    plan,
    complete,
  );
  const leaving = change.leaves.map(({ id }) => id);
  const open = await findOpenCommitments(tx, district, leaving);
  const counts = {
    ...{ stays: personsIn(change.stays), leaves: personsIn(change.leaves), arrives: personsIn(change.arrives) },
    open: open.length,
  };
  return { change, open, counts };
}
