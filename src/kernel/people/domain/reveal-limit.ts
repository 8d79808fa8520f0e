/** How many numbers one address may ask to see. A resident asks for one or two; whoever collects them asks for all. */
export const REVEALS_AN_HOUR = 10;
export const REVEALS_A_DAY = 30;

/** How often one person's number is shown in a day, to whomever: many addresses together are still one collector. */
export const REVEALS_OF_ONE_A_DAY = 100;

/** Whether one more may be shown, after so many within the hour and the day, and of the person to all together. */
export function mayReveal(shown: {
  readonly inHour: number;
  readonly inDay: number;
  readonly ofPerson: number;
}): boolean {
  const isFew = shown.inHour < REVEALS_AN_HOUR && shown.inDay < REVEALS_A_DAY;
  return isFew && shown.ofPerson < REVEALS_OF_ONE_A_DAY;
}
