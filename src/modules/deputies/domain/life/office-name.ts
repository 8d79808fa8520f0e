import type { Role } from '#kernel/index.server.ts';

/** In whose name an office acts, as the public reads it: never a person's. */
export function officeName(role: Role, region: string): string {
  if (role === 'district-officer') return `${region}人大常委会`;
  return region.endsWith('街道') ? `${region}人大工委` : `${region}人大`;
}
