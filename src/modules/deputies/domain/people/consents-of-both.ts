import type { Consent } from '#kernel/contract.ts';

interface Both {
  readonly keptId: string;
  readonly goneId: string;
  readonly today: string;
}

/**
 * Consents when two records turn out to be one person. What one of them gives and the other does not speak of, goes on; what
 * one has given and the other has withdrawn with a paper or an account of their own, does not hold: in doubt nothing is
 * shown. The consents of the record that goes stay where they are, so that an undone merge finds them.
 * @returns what is to be saved of the person who is kept
 */
export function consentsOfBoth(known: readonly Consent[], { keptId, goneId, today }: Both): Consent[] {
  const keyOf = ({ field, surface }: Consent) => `${field} ${surface}`;
  const of = (id: string) =>
    Map.groupBy(
      known.filter((consent) => consent.personId === id),
      keyOf,
    );
  const isHeld = (consent: Consent) => consent.untilDay === null;
  const isRefused = (consents: readonly Consent[]) =>
    !consents.some(isHeld) && consents.some(({ withdrawnSource }) => (withdrawnSource ?? 'roster') !== 'roster');
  const [kept, gone] = [of(keptId), of(goneId)];
  return [...new Set([...kept.keys(), ...gone.keys()])].flatMap((key): Consent[] => {
    const [own = [], other = []] = [kept.get(key), gone.get(key)];
    const holding = own.find(isHeld);
    if (holding !== undefined && isRefused(other)) {
      const until = holding.fromDay > today ? holding.fromDay : today;
      return [{ ...holding, untilDay: until, withdrawnSource: 'paper' }];
    }
    const theirs = other.find(isHeld);
    if (holding === undefined && theirs !== undefined && !isRefused(own)) return [{ ...theirs, personId: keptId }];
    return [];
  });
}
