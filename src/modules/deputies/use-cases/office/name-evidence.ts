import { z } from 'zod';
import { defineQuery } from '#kernel/index.server.ts';
import { type EntrySubject, findEntrySubjects } from '../../store/life/entries.ts';

/** Of which deputy and commitment pictures and documents are, by the entry that brought them: for whoever screens them. */
export const nameEvidence = defineQuery({
  name: 'deputies.name-evidence',
  input: z.strictObject({ entryIds: z.array(z.uuid()).max(200) }),
  by: ['district-officer', 'town-officer', 'station-clerk', 'auditor', 'operator'],
  read: ({ tx, actor }, { entryIds }): Promise<EntrySubject[]> => findEntrySubjects(tx, entryIds, actor.region),
});
