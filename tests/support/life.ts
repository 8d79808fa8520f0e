import { randomUUID } from 'node:crypto';
import { RegionCode } from '../../src/kernel/contract.ts';
import type { Actor, Stage } from '../../src/kernel/index.server.ts';
import { type CommitmentState, type Wording, CommitmentId } from '../../src/modules/deputies/contract.ts';
import { type GivenCommitment, type GivenPost, type TestPost, DISTRICT, aCommitment, aPost } from './deputies.ts';

/** Somebody with an account in a role; a person of their own unless one is given. */
export function anActor(role: Actor['role'], region: string, given: Partial<Actor> = {}): Actor {
  return { id: randomUUID(), role, region: RegionCode.parse(region), personId: randomUUID(), ...given };
}

export const townOfficer = (region: string, given: Partial<Actor> = {}): Actor =>
  anActor('town-officer', region, given);
export const districtOfficer = (given: Partial<Actor> = {}): Actor => anActor('district-officer', DISTRICT, given);
export const deputyOf = (post: TestPost): Actor => anActor('deputy', DISTRICT, { personId: post.personId });

export const WORDING: Wording = {
  kind: 'personal',
  field: '人居环境',
  worry: null,
  themes: [],
  text: '为村道安装太阳能路灯',
  target: '路灯20盏',
  targetQuantity: '20',
  targetUnit: '盏',
  dueDay: '2020-12-31',
};

/** The ways to each state, the shortest. */
const PATHS: Readonly<Record<CommitmentState, readonly CommitmentState[]>> = {
  draft: ['draft'],
  submitted: ['draft', 'submitted'],
  returned: ['draft', 'submitted', 'returned'],
  published: ['published'],
  claimed: ['published', 'claimed'],
  fulfilled: ['published', 'claimed', 'fulfilled'],
  withdrawn: ['published', 'withdrawn'],
};

/** A commitment in a state, of a post of its own unless one is given. */
export async function aLife(
  stage: Stage,
  state: CommitmentState,
  given: { readonly post?: TestPost; readonly of?: { region: string } & Partial<GivenPost> } & Partial<GivenCommitment>,
) {
  const { post: known, of, ...rest } = given;
  const post = known ?? (await aPost(stage, of ?? { region: '500199101000' }));
  const days = ['2020-03-01', '2020-06-01', '2020-09-01'];
  const history = PATHS[state].map((one, at) => [one, days[at] ?? '2020-10-01'] as const);
  const id = CommitmentId.parse(await aCommitment(stage, post, { ...rest, history }));
  return { post, id };
}
