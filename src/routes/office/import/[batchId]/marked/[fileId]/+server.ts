import { z } from 'zod';
import { ask } from '#kernel/index.server.ts';
import { batchErrors, markFaults, markedName, readBatchFile } from '#modules/deputies/index.server.ts';
import { download } from '../../../../download.server.ts';
import { officeOf } from '../../../../office.server.ts';
import type { RequestHandler } from './$types';

/** A file of the batch handed back with its faults marked in the cells. */
export const GET: RequestHandler = async (event) => {
  const { stage, actor } = await officeOf(event);
  const input = z.object({ batchId: z.uuid(), fileId: z.uuid() }).safeParse(event.params);
  if (!input.success) throw batchErrors.fileNotFound();
  const { file, report } = await ask(stage, actor, { query: readBatchFile, input: input.data });
  return download(await markFaults(file, report), markedName(file.name));
};
