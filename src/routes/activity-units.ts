import type { ActivityUnit } from '#modules/deputies/contract.ts';

/** Who holds an activity, in words: the groups, and the activity groups of each. */
export function unitNames(units: readonly ActivityUnit[]): string {
  const groups = Map.groupBy(units, ({ group }) => group);
  return [...groups]
    .map(([group, own]) => {
      const parts = own.flatMap(({ activityGroup }) => (activityGroup === null ? [] : [activityGroup]));
      return parts.length === 0 ? group : `${group}（${parts.join('、')}）`;
    })
    .join('、');
}
