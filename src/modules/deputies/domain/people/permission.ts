import { type RegionCode, isWithin } from '#kernel/contract.ts';
import type { Level } from '../../contract.ts';

interface Acting {
  readonly role: string;
  readonly region: RegionCode;
  readonly personId?: string;
}

interface PostPlace {
  readonly personId: string;
  readonly region: RegionCode;
  readonly level: Level;
}

/**
 * Whether somebody may change a post, or what hangs on the person who holds it. The district may within itself; a town's
 * officer may for the town's own deputies, and for those of higher levels who live there as long as the district
 * delegates it; a deputy may for themselves, where the use case lets deputies in at all.
 */
export function mayManage(actor: Acting, post: PostPlace, isDelegated: boolean): boolean {
  switch (actor.role) {
    case 'operator':
    case 'district-officer':
      return isWithin(post.region, actor.region);
    case 'town-officer':
      return isWithin(post.region, actor.region) && (post.level === 'township' || isDelegated);
    case 'deputy':
      return actor.personId === post.personId;
    default:
      return false;
  }
}
