import type { Language } from '#lib/language.ts';

type Words = Language['words'];

interface Grant {
  readonly role: keyof Words['accounts']['roles'];
  readonly region: string;
  readonly unit: string | null;
}

interface Account {
  readonly name: string;
  readonly userName: string | null;
  readonly phone: string | null;
  readonly grants: readonly Grant[];
  readonly disabledAt: string | null;
  readonly hasSecondFactor: boolean;
}

type Names = Readonly<Record<string, string>>;

const joined = (parts: readonly (string | null | undefined)[], by = ' ') => parts.filter(Boolean).join(by);

/** An account a row, as it stands on the screen. @param names of regions, by code */
export function accountTable({ accounts: { admin, roles } }: Words, accounts: readonly Account[], names: Names) {
  const { columns } = admin;
  return {
    name: admin.title,
    headings: [columns.name, columns.signIn, columns.roles, columns.state],
    rows: accounts.map(({ name, userName, phone, grants, disabledAt, hasSecondFactor }) => [
      name,
      userName ?? phone,
      joined(
        grants.map(({ role, region, unit }) => joined([roles[role], names[region], unit])),
        '；',
      ) || '–',
      joined([disabledAt === null ? admin.active : admin.disabled, hasSecondFactor ? admin.withFactor : null], '，'),
    ]),
  };
}
