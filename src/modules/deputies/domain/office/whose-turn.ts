import { RegionCode, districtCode } from '#kernel/contract.ts';
import type { Actor } from '#kernel/index.server.ts';
import type { CommitmentState, Level } from '../../contract.ts';
import { whyNot } from '../life/permission.ts';

/** What somebody of the office has to do next: to review, to verify, or to answer a dispute. */
export type Turn = 'publish' | 'verify' | 'decideDispute';

/** A commitment that waits for the office. */
export interface Task {
  readonly turn: Turn;
  readonly district: string;
  readonly id: string;
  readonly region: RegionCode;
  readonly level: Level;
  readonly state: CommitmentState;
  readonly personId: string;
  readonly isLeading: boolean;
  readonly isDelegated: boolean;
  /** Since when it waits. */
  readonly since: string;
}

export interface Office {
  readonly role: 'town-officer' | 'district-officer';
  readonly region: RegionCode;
}

/** Whoever sits there: nobody who promised, claimed or checked. */
function somebodyOf({ role, region }: Office): Actor {
  return { id: '', personId: '', role, region };
}

/** The offices whose officers may do what a commitment waits for: the town's, the district's, or both. */
export function whoseTurn(task: Task): Office[] {
  const held = {
    ...{ ...task, station: null, group: null, carriedTo: null },
    ...{ claimedBy: null, claimedPerson: null, checkedBy: null, checkedPerson: null },
  };
  const offices: Office[] = [
    { role: 'town-officer', region: task.region },
    { role: 'district-officer', region: RegionCode.parse(`${districtCode(task.region)}000000`) },
  ];
  return offices.filter((office) => whyNot(task.turn, somebodyOf(office), held) === undefined);
}

/** How many wait for one office, and since when the newest does. */
export interface Waiting extends Office {
  readonly counts: Readonly<Record<Turn, number>>;
  readonly newest: string;
}

/** What waits for each office; an office for which nothing waits is left out. */
export function waitingOfOffices(tasks: readonly Task[]): Waiting[] {
  const offices = new Map<string, Waiting>();
  for (const task of tasks) {
    for (const office of whoseTurn(task)) {
      const known = offices.get(office.region);
      const counts = { publish: 0, verify: 0, decideDispute: 0, ...known?.counts };
      const newest = known === undefined || known.newest < task.since ? task.since : known.newest;
      offices.set(office.region, { ...office, counts: { ...counts, [task.turn]: counts[task.turn] + 1 }, newest });
    }
  }
  return [...offices.values()].toSorted((one, other) => (one.region < other.region ? -1 : 1));
}
