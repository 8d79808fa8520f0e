import type { Role } from '#kernel/index.server.ts';

/** Who sees the business of the office. Whoever runs the system or guards it sees none of it. */
export const OFFICE_READERS = [
  'operator',
  'auditor',
  'district-officer',
  'town-officer',
  'station-clerk',
  'group-leader',
] as const satisfies readonly Role[];
