import type { Post } from './registry.ts';

export interface ConsentsStated {
  /** May the phone number be shown on the web in full? Undefined when no roster says. */
  readonly phone: boolean | undefined;
  /** May place of work and post be shown? The roster is sent for the public wall, so they may unless it says 否. */
  readonly workplace: boolean;
}

/** What a person's latest rosters say of consent; a blank cell leaves what an earlier roster said. */
export function consentsStated(posts: readonly Post[]): ConsentsStated {
  const listings = posts.flatMap((post) => [...post.listings.values()]).toSorted((a, b) => a.year - b.year);
  const latest = (said: readonly (boolean | null)[]) => said.findLast((answer) => answer !== null) ?? undefined;
  return {
    phone: latest(listings.map((listing) => listing.isPhonePublic)),
    workplace: latest(listings.map((listing) => listing.isWorkplacePublic)) ?? true,
  };
}
