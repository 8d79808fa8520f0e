import { z } from 'zod';
import { defineQuery } from '#kernel/index.server.ts';
import { type DutySubject, findDutySubjects } from '../../store/duties/duty-photos.ts';

/** Of which deputy and duty photos are, by the duty that they came with: for whoever screens them. */
export const nameDutyEvidence = defineQuery({
  name: 'deputies.name-duty-evidence',
  input: z.strictObject({ dutyIds: z.array(z.uuid()).max(200) }),
  by: ['district-officer', 'town-officer', 'station-clerk', 'auditor', 'operator'],
  read: ({ tx, actor }, { dutyIds }): Promise<DutySubject[]> => findDutySubjects(tx, dutyIds, actor.region),
});
