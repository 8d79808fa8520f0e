import type { ActivityUnit } from '#modules/deputies/contract.ts';

/**
 * Who holds an activity, in words: the groups, and the activity groups of each; with their town, where that is not in their
 * name anyway.
 */
export function unitNames(units: readonly ActivityUnit[], town = ''): string {
  const groups = Map.groupBy(units, ({ group }) => group);
  return [...groups]
    .map(([group, own]) => {
      const parts = own.flatMap(({ activityGroup }) => (activityGroup === null ? [] : [activityGroup]));
      const name = group.includes(town) ? group : `${town}${group}`;
      return parts.length === 0 ? name : `${name}（${parts.join('、')}）`;
    })
    .join('、');
}
