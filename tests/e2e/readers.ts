import type { DemoAccount } from './support.ts';

export type Reader = DemoAccount | 'visitor';

const DEPUTIES = ['deputy'] as const;
const OFFICERS = ['district', 'shiqiao'] as const;
const DESK = [...OFFICERS, 'clerk', 'leader', 'auditor'] as const;
const KEEPERS = ['admin', 'security', 'auditor', ...OFFICERS] as const;
export const SIGNED_IN = ['deputy', ...DESK, 'admin', 'security'] as const;

/** Who opens which pages: the first that fits. All that nobody is named for are open to visitors. */
const READERS: readonly (readonly [RegExp, readonly DemoAccount[]])[] = [
  [/^\/me\/(notices|preferences)$/, SIGNED_IN],
  [/^\/me(\/|$)/, DEPUTIES],
  [/^\/account(\/|$)/, SIGNED_IN],
  [/^\/office\/accounts\/security/, ['security', 'auditor']],
  [/^\/office\/accounts\/invite$/, ['admin', 'district']],
  [/^\/office\/accounts/, KEEPERS],
  [/^\/office\/notices$/, [...OFFICERS, 'admin', 'security', 'auditor']],
  [/^\/office\/screening/, [...OFFICERS, 'clerk', 'auditor']],
  [/^\/office\/(import|export)/, OFFICERS],
  [/^\/office\/trail$/, ['auditor']],
  [/^\/office\/congress/, ['district', 'auditor']],
  [/^\/office\/rules$/, ['district', 'auditor']],
  [/^\/office\/(reprint|print)$/, DESK],
  [/^\/office\/(stations|calendar)/, DESK],
  [/^\/office\/people\/\[personId\]\/duty-report$/, [...OFFICERS, 'auditor']],
  [/^\/office\/role-models\/new$/, OFFICERS],
  [/^\/office\/(role-models|reports)/, [...OFFICERS, 'auditor']],
  [/^\/office\/people(\/\[personId\])?$/, [...OFFICERS, 'leader', 'auditor']],
  [/^\/office\/people/, OFFICERS],
  [/^\/office\/activities\/new$/, ['shiqiao', 'leader', 'district']],
  [/^\/office\/activities\/\[activityId\]\/screen$/, ['shiqiao', 'leader']],
  [/^\/office\/(activities|quotas)/, [...OFFICERS, 'leader', 'auditor']],
  [/^\/office\/duties\/new$/, [...OFFICERS, 'clerk']],
  [/^\/office\/commitments\/bulk$/, [...OFFICERS, 'clerk']],
  [/^\/office\/commitments\/bulk/, OFFICERS],
  [/^\/office\/commitments\/new$/, [...OFFICERS, 'clerk']],
  [/^\/office(\/|$)/, DESK],
];

export const readersOf = (route: string): readonly Reader[] =>
  READERS.find(([pattern]) => pattern.test(route))?.[1] ?? ['visitor'];
