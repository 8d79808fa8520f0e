/** Where instants come from. The business clock of a demonstration stands elsewhere than the machine's. */
export interface Clock {
  now(): Temporal.Instant;
}

export const machineClock: Clock = { now: () => Temporal.Now.instant() };

/** A clock that runs with the machine's, `offsetSeconds` away from it. */
export function offsetClock(clock: Clock, offsetSeconds: number): Clock {
  return { now: () => clock.now().add({ seconds: offsetSeconds }) };
}
