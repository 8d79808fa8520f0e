import { RegionCode } from '#kernel/contract.ts';
import type { Scene } from '#kernel/index.server.ts';
import type { RoleModel, RoleModelEvidence } from '../../contract.ts';
import { mayOversee } from '../../domain/people/permission.ts';
import { postErrors } from '../../domain/posts/post-errors.ts';
import { roleModelErrors } from '../../domain/role-models/role-model-errors.ts';
import { type RoleModelAction, stepOf } from '../../domain/role-models/role-model-life.ts';
import { findPostsById } from '../../store/posts/posts.ts';
import { findPossibleEvidence, findRoleModel } from '../../store/role-models/role-models.ts';

/** One that the actor may look at. @throws Problem `not-found` */
export async function getRoleModel({ tx, actor }: Scene, id: string, isLocked = false): Promise<RoleModel> {
  const found = await findRoleModel(tx, { region: actor.region, id, isLocked });
  if (found === undefined) throw roleModelErrors.unknown();
  return { ...found, region: RegionCode.parse(found.region) };
}

/** Whether it is the actor's to handle: the officer's whose the post is, or the district's; never one's own. */
export async function mayHandle(
  { tx, actor }: Scene,
  { district, membershipId, personId }: RoleModel,
): Promise<boolean> {
  const [post] = await findPostsById(tx, district, [membershipId]);
  return post !== undefined && actor.personId !== personId && mayOversee(actor, post);
}

/** One that the actor handles, locked, in a state from which the step leads. @throws Problem */
export async function getHandled(scene: Scene, id: string, action: RoleModelAction) {
  const model = await getRoleModel(scene, id, true);
  if (scene.actor.personId === model.personId) throw roleModelErrors.own();
  if (!(await mayHandle(scene, model))) throw postErrors.notYours();
  return { model, to: stepOf(action, model.state) };
}

interface Given {
  readonly commitmentIds: readonly string[];
  readonly activityIds: readonly string[];
}

/** What a form refers to, if it is the deputy's own. @throws Problem `invalid` */
export async function evidenceIn(
  { tx }: Scene,
  of: Pick<RoleModel, 'district' | 'personId'>,
  { commitmentIds, activityIds }: Given,
): Promise<Pick<RoleModelEvidence, 'kind' | 'id'>[]> {
  const possible = await findPossibleEvidence(tx, of);
  const given = [
    ...commitmentIds.map((id) => ({ kind: 'commitment' as const, id })),
    ...activityIds.map((id) => ({ kind: 'activity' as const, id })),
  ];
  const isKnown = (one: (typeof given)[number]) => possible.some(({ kind, id }) => kind === one.kind && id === one.id);
  if (!given.every(isKnown)) throw roleModelErrors.notEvidence();
  return given;
}
