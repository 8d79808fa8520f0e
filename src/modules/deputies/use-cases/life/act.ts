import { dayOf } from '#kernel/contract.ts';
import { type JournalEntry, type Outcome, type Scene, type TrailEntry, enqueueNotices } from '#kernel/index.server.ts';
import type { CommitmentAction, CommitmentState } from '../../contract.ts';
import { requirePossibleNow } from '../../domain/life/commitment-life.ts';
import { lifeErrors } from '../../domain/life/life-errors.ts';
import { standingOf, whyNot } from '../../domain/life/permission.ts';
import { listErrors } from '../../domain/list-errors.ts';
import { refreshFigures } from '../../store/figures/refresh-figures.ts';
import { type HeldCommitment, findHeld, findSeat } from '../../store/life/held.ts';
import { type Changed, type Hand, type Step, insertChange, updateCommitment } from '../../store/life/steps.ts';

/** What whoever changes a commitment is told: how it stands now. */
export interface Standing {
  readonly commitmentId: string;
  readonly revision: number;
  readonly state: CommitmentState;
}

export function handOf({ actor, now, recordedAt }: Scene): Hand {
  return { account: actor.id, personId: actor.personId ?? null, role: actor.role, at: now, recordedAt };
}

/** A commitment for whom it exists. @throws Problem `not-found` for everybody else */
export async function getHeld({ tx, actor }: Scene, commitmentId: string): Promise<HeldCommitment> {
  const held = await findHeld(tx, commitmentId, actor.region);
  if (held === undefined || standingOf(actor, held) === undefined) {
    throw listErrors.unknownCommitment(commitmentId);
  }
  return held;
}

/** A commitment on which somebody may act now. @throws Problem `not-found`, `forbidden`, or `conflict` */
export async function getToAct(
  scene: Scene,
  action: CommitmentAction,
  read: { readonly commitmentId: string; readonly revision?: number },
): Promise<HeldCommitment> {
  const held = await getHeld(scene, read.commitmentId);
  const refusal = whyNot(action, scene.actor, held);
  if (refusal !== undefined) throw refusal;
  if (read.revision !== undefined && read.revision !== held.revision) throw lifeErrors.changedMeanwhile(held.id);
  requirePossibleNow(action, held);
  return held;
}

/** @throws Problem `conflict` for a commitment of a post that is not held today: nobody would be there to keep it */
export async function requirePostHeld({ tx, actor, now }: Scene, held: HeldCommitment): Promise<void> {
  const { membershipId, year } = held;
  const seat = await findSeat(tx, membershipId, { region: actor.region, day: dayOf(now), year });
  if (seat === undefined) throw lifeErrors.postNotHeld();
}

/** What was claimed, for the trail of what takes it back. */
export function claimOf({ result, quantity, unit }: HeldCommitment) {
  return { result, quantity, unit };
}

/** What an action comes to: what it sets, the state it begins, and what else is saved with it. */
export interface Act {
  readonly changed: Changed;
  readonly step?: Step;
  readonly event: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly also?: () => Promise<void>;
}

const HIDDEN: readonly CommitmentState[] = ['draft', 'submitted', 'returned'];

/** Figures count what is public, before or after a change. */
async function counted({ tx }: Scene, held: HeldCommitment, change: { to: CommitmentState; save(): Promise<number> }) {
  if (HIDDEN.includes(held.state) && HIDDEN.includes(change.to)) return change.save();
  const { district, personId, year } = held;
  return refreshFigures(tx, { district, personIds: [personId], years: [year] }, () => change.save());
}

/** Of what somebody else did to their commitment authors are told; of what they did themselves they are not. */
const TOLD: readonly string[] = [
  'commitment.published',
  'commitment.returned',
  'commitment.amended',
  'commitment.verified',
  'commitment.claim-rejected',
  'commitment.reopened',
  'commitment.withdrawn',
  'dispute.upheld',
];

async function tellAuthor(
  scene: Scene,
  { id, district, region, personId }: HeldCommitment,
  { event, revision }: { readonly event: string; readonly revision: number },
): Promise<void> {
  if (!TOLD.includes(event) || scene.actor.personId === personId) return;
  const kind = event === 'commitment.amended' ? 'deputies.commitment-amended' : 'deputies.commitment-changed';
  const notice = {
    district,
    region,
    recipient: { personId },
    kind,
    subject: id,
    uniqueKey: `changed:${id}:${revision}`,
  };
  await enqueueNotices(scene, [notice]);
}

/** Saves an action, with its trail; the journal hears of what is public. */
export async function saveAct(scene: Scene, held: HeldCommitment, act: Act): Promise<Outcome<Standing>> {
  const state = act.step?.state ?? held.state;
  const save = async () => {
    const now = await updateCommitment(scene.tx, held, { ...act.changed, state });
    if (act.step !== undefined) await insertChange(scene.tx, held, { ...handOf(scene), ...act.step });
    await act.also?.();
    return now;
  };
  const revision = await counted(scene, held, { to: state, save });
  await tellAuthor(scene, held, { event: act.event, revision });
  const { region, id, year } = held;
  const isPublic = !HIDDEN.includes(state);
  const version = held.version + (act.changed.isNewVersion === true ? 1 : 0);
  const entry: JournalEntry = { region, event: act.event, subject: id, facts: { version, year, state, ...act.facts } };
  const trail: TrailEntry = {
    region,
    subject: id,
    before: { state: held.state, revision: held.revision, ...act.before },
    after: { state, revision, ...act.after },
  };
  return { result: { commitmentId: id, revision, state }, record: isPublic ? [entry] : [], trail: [trail] };
}
