/** How many numbers one address may ask to see. A resident asks for one or two; whoever collects them asks for all. */
export const REVEALS_AN_HOUR = 10;
export const REVEALS_A_DAY = 30;

/** Whether one more may be shown, after so many within the hour and the day. */
export function mayReveal(shown: { readonly inHour: number; readonly inDay: number }): boolean {
  return shown.inHour < REVEALS_AN_HOUR && shown.inDay < REVEALS_A_DAY;
}
