import { z } from 'zod';
import { typed } from '../../values/typed.ts';
import { blurAreas } from '#platform/pictures/blur-areas.ts';
import { type Actor, type Scene, ask, defineQuery, defineUseCase, perform } from '../../use-case/define-use-case.ts';
import { type Attachment, BlurArea, MAX_BLUR_AREAS } from '../domain/attachment.ts';
import { type Verdict, decideScreening } from '../domain/decide-screening.ts';
import { attachmentErrors } from '../domain/errors.ts';
import {
  type KeptFiles,
  type StoredAttachment,
  findAttachment,
  findAttachmentForChange,
  updateScreened,
} from '../store/attachments.ts';
import { mayScreen } from '../domain/may-view.ts';
import { type AttachmentWork, dropUnused } from './attachment-work.ts';

const SCREENERS = ['town-officer', 'district-officer', 'station-clerk', 'operator'] as const;

const Seen = { id: z.uuid(), version: z.int().positive() };
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

async function load({ tx, actor }: Scene, id: string): Promise<StoredAttachment> {
  const stored = await findAttachmentForChange(tx, id, actor.region);
  if (stored === undefined || !mayScreen(actor, stored)) throw attachmentErrors.notFound();
  return stored;
}

const filesOf = ({ sha256, smallSha256, tinySha256 }: KeptFiles): KeptFiles => ({ sha256, smallSha256, tinySha256 });
const NO_FILES: KeptFiles = { sha256: null, smallSha256: null, tinySha256: null };
const namesOf = (files: KeptFiles) => [files.sha256, files.smallSha256, files.tinySha256];

/** Saves that somebody has let an attachment be shown, with the picture as it was blurred. Use `showAttachment`. */
export const screenAttachment = defineUseCase({
  name: 'kernel.screen-attachment',
  input: z.object({
    ...Seen,
    showsResidents: z.boolean(),
    areas: z.array(BlurArea).max(MAX_BLUR_AREAS),
    /** What the areas were burnt into; none without areas. */
    burnt: z.object({ sha256: Sha256, smallSha256: Sha256, tinySha256: Sha256, bytes: z.int() }).optional(),
  }),
  by: SCREENERS,
  async run(scene, { id, version, showsResidents, areas, burnt }) {
    const stored = await load(scene, id);
    const screening = decideScreening(stored, { action: 'show', showsResidents, areas }, version);
    if ((burnt === undefined) !== (areas.length === 0)) throw attachmentErrors.badAreas();
    await updateScreened(scene.tx, stored, {
      ...{ screening, by: scene.actor.id, at: scene.recordedAt, showsResidents, refusal: null },
      ...{
        blurred: [...stored.blurred, ...areas],
        files: burnt ?? filesOf(stored),
        bytes: burnt?.bytes ?? stored.bytes,
      },
    });
    const facts = { version: version + 1, showsResidents, blurred: areas.length };
    const record = [{ region: stored.region, event: 'attachment.shown', subject: id, facts }];
    return { result: { unused: burnt === undefined ? [] : namesOf(stored) }, record };
  },
});

/** Saves that somebody has refused an attachment; its files are let go. Use `takeAttachmentDown`. */
export const refuseAttachment = defineUseCase({
  name: 'kernel.refuse-attachment',
  input: z.object({ ...Seen, reason: typed({ min: 0, max: 200, hasLines: true }) }),
  by: SCREENERS,
  async run(scene, { id, version, reason }) {
    const stored = await load(scene, id);
    const screening = decideScreening(stored, { action: 'refuse', reason }, version);
    await updateScreened(scene.tx, stored, {
      ...{ screening, by: scene.actor.id, at: scene.recordedAt, refusal: reason },
      ...{ showsResidents: stored.showsResidents, blurred: stored.blurred, files: NO_FILES, bytes: 0 },
    });
    // The reason may speak of a person: it stays out of the public journal.
    const record = [
      { region: stored.region, event: 'attachment.refused', subject: id, facts: { version: version + 1 } },
    ];
    return { result: { unused: namesOf(stored) }, record };
  },
});

/** One attachment of the region of whoever screens it. @throws Problem `not-found` for one of another region */
export const readForScreening = defineQuery({
  name: 'kernel.read-for-screening',
  input: z.object({ id: z.uuid() }),
  by: [...SCREENERS, 'auditor'],
  async read({ tx, actor }, { id }): Promise<StoredAttachment> {
    const stored = await findAttachment(tx, id);
    const isThere = stored?.state === 'processed' && stored.screening !== 'refused';
    if (!isThere || !mayScreen(actor, stored)) throw attachmentErrors.notFound();
    return stored;
  },
});

export interface Shown {
  readonly id: string;
  readonly version: number;
  readonly showsResidents: boolean;
  readonly areas: readonly BlurArea[];
}

/**
 * Lets everybody see an attachment. Marked areas are burnt into the picture first; the one without them is removed once
 * the new one is saved.
 * @throws Problem `not-found`, `conflict` when it changed meanwhile, `invalid` when residents would be recognisable
 */
export async function showAttachment(work: AttachmentWork, actor: Actor, input: Shown): Promise<void> {
  const { stage, files } = work;
  const { areas } = input;
  if (areas.length === 0) {
    await perform(stage, actor, { useCase: screenAttachment, input });
    return;
  }
  const stored = await ask(stage, actor, { query: readForScreening, input: { id: input.id } });
  // Decided again in the transaction that saves; here it spares work on what cannot be saved.
  const verdict: Verdict = { action: 'show', showsResidents: input.showsResidents, areas };
  decideScreening(stored, verdict, input.version);
  if (stored.sha256 === null) throw attachmentErrors.notFound();
  const picture = await files.read(stored.sha256);
  const parts = areas.map(({ x, y, width, height }) => ({
    ...{ x: x / 100, y: y / 100, width: width / 100, height: height / 100 },
  }));
  const { large, small, tiny } = await blurAreas(picture, parts);
  const { unused } = await files.keep([large, small, tiny], ([sha256, smallSha256, tinySha256]) => {
    const burnt = { sha256, smallSha256, tinySha256, bytes: large.length };
    return perform(stage, actor, { useCase: screenAttachment, input: { ...input, burnt } });
  });
  await dropUnused(work, actor, unused);
}

/** Refuses an attachment, or takes down one that was shown; its files are removed. */
export async function takeAttachmentDown(
  work: AttachmentWork,
  actor: Actor,
  input: Pick<Attachment, 'id' | 'version'> & { readonly reason: string },
): Promise<void> {
  const { unused } = await perform(work.stage, actor, { useCase: refuseAttachment, input });
  await dropUnused(work, actor, unused);
}
