import { z } from 'zod';
import { defineUseCase } from '../../use-case/define-use-case.ts';
import { instantText } from '../../values/time.ts';
import { forgetTold } from '../store/notices.ts';

/** Half a year is what logs have to be kept for; what was told names people, and is not kept for long after. */
const DAYS_KEPT = 400;

/** Erases the text of old notices. That they were told stays on record, so that they are not told again. */
export const forgetOldNotices = defineUseCase({
  name: 'kernel.forget-old-notices',
  input: z.object({}),
  by: ['clock'],
  isQuiet: true,
  async run({ tx, recordedAt }) {
    const before = instantText(Temporal.Instant.from(recordedAt).subtract({ hours: DAYS_KEPT * 24 }));
    return { result: await forgetTold(tx, before), record: [] };
  },
});
