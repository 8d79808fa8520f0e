import { z } from 'zod';
import { type Scene, defineUseCase } from '../../use-case/define-use-case.ts';

/** What was written or loaded, as the command line says it. */
const Summary = z.object({
  file: z.string().min(1),
  rows: z.number().int().min(0),
  files: z.number().int().min(0),
});

function onTrail({ actor }: Scene, after: z.output<typeof Summary>) {
  return { result: undefined, record: [], trail: [{ region: actor.region, subject: 'store', after }] };
}

/** All that the store holds was copied into a file: whoever has that file has everybody's data. */
export const noteBackup = defineUseCase({
  name: 'kernel.note-backup',
  input: Summary,
  by: ['operator'],
  isQuiet: true,
  run: (scene, summary) => Promise.resolve(onTrail(scene, summary)),
});

/** All that the store holds came out of a file. */
export const noteRestore = defineUseCase({
  name: 'kernel.note-restore',
  input: Summary,
  by: ['operator'],
  isQuiet: true,
  run: (scene, summary) => Promise.resolve(onTrail(scene, summary)),
});
