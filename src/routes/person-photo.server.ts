import type { RequestEvent } from '@sveltejs/kit';
import { type Actor, type Stage, perform } from '#kernel/index.server.ts';
import { dropPortrait, putPortrait } from '#modules/deputies/index.server.ts';
import { dropFiles } from '#platform/files/receive-form.ts';
import { attachmentWork, withReceivedForm } from './attachments/attachments.server.ts';

interface Who {
  readonly stage: Stage;
  readonly actor: Actor;
}

/** Takes in a person's photo from a form with the field `photo`. @throws Problem for a file that is not taken */
export function takePhoto(
  { request }: Pick<RequestEvent, 'request'>,
  { stage, actor }: Who,
  personId: string | undefined,
) {
  return withReceivedForm({ request }, async ({ files }) => {
    const [photo, ...others] = files;
    await perform(stage, actor, { useCase: putPortrait, input: { personId, photo } });
    await dropFiles((await attachmentWork()).files, others);
  });
}

/** Takes a person's photos down. @returns whether there were any */
export async function dropPhotos({ stage, actor }: Who, personId: string | undefined): Promise<boolean> {
  const { isChanged } = await perform(stage, actor, { useCase: dropPortrait, input: { personId } });
  return isChanged;
}
