import type { Messages as Words } from '#lib/messages/zh.ts';

interface Entry {
  readonly path: string;
  readonly text: (words: Words) => string;
  /** Who finds it; what stands behind it is checked there once more. */
  readonly by: readonly string[];
}

interface Section {
  readonly heading?: (words: Words) => string;
  readonly entries: readonly Entry[];
}

const OFFICERS = ['district-officer', 'town-officer'];
const DESK = [...OFFICERS, 'station-clerk', 'group-leader', 'auditor'];
const GROUPS = [...OFFICERS, 'group-leader', 'auditor'];
const KEEPERS = ['admin', 'security', 'auditor', ...OFFICERS];

const SECTIONS: readonly Section[] = [
  {
    entries: [
      { path: '/office', text: (words) => words.office.nav.todo, by: DESK },
      {
        path: '/office/screening',
        text: (words) => words.screening.nav,
        by: [...OFFICERS, 'station-clerk', 'auditor'],
      },
    ],
  },
  {
    heading: (words) => words.desk.nav.deputies,
    entries: [
      { path: '/office/commitments', text: (words) => words.desk.nav.commitments, by: DESK },
      {
        path: '/office/commitments/new',
        text: (words) => words.desk.nav.enter,
        by: [...OFFICERS, 'station-clerk'],
      },
      { path: '/office/activities', text: (words) => words.activities.nav, by: GROUPS },
      { path: '/office/quotas', text: (words) => words.activities.navQuotas, by: GROUPS },
      { path: '/office/duties', text: (words) => words.duties.nav, by: DESK },
    ],
  },
  {
    heading: (words) => words.office.nav.data,
    entries: [
      { path: '/office/people', text: (words) => words.people.nav, by: [...OFFICERS, 'group-leader', 'auditor'] },
      {
        path: '/office/reprint',
        text: (words) => words.people.reprint.title,
        by: [...OFFICERS, 'station-clerk', 'group-leader', 'auditor'],
      },
      {
        path: '/office/print',
        text: (words) => words.printing.nav,
        by: [...OFFICERS, 'station-clerk', 'group-leader', 'auditor'],
      },
      {
        path: '/office/role-models',
        text: (words) => words.reports.models.nav,
        by: [...OFFICERS, 'auditor'],
      },
      { path: '/office/reports', text: (words) => words.reports.yearly.nav, by: [...OFFICERS, 'auditor'] },
      { path: '/office/congress', text: (words) => words.people.navCongress, by: ['district-officer', 'auditor'] },
      { path: '/office/rules', text: (words) => words.people.rules.nav, by: ['district-officer', 'auditor'] },
      { path: '/office/stations', text: (words) => words.stations.office.nav, by: DESK },
      { path: '/office/calendar', text: (words) => words.stations.days.nav, by: DESK },
      { path: '/office/import', text: (words) => words.office.nav.import, by: OFFICERS },
      { path: '/office/export', text: (words) => words.office.nav.export, by: OFFICERS },
      {
        path: '/office/notices',
        text: (words) => words.notices.nav,
        by: [...OFFICERS, 'admin', 'security', 'auditor'],
      },
    ],
  },
  {
    heading: (words) => words.accounts.form.accounts,
    entries: [
      { path: '/office/accounts', text: (words) => words.accounts.admin.nav, by: KEEPERS },
      {
        path: '/office/accounts/security',
        text: (words) => words.accounts.admin.navSecurity,
        by: ['security', 'auditor'],
      },
      { path: '/office/trail', text: (words) => words.desk.nav.trail, by: ['auditor'] },
    ],
  },
  {
    heading: (words) => words.office.nav.site,
    entries: [
      { path: '/wall', text: (words) => words.nav.wall, by: [...DESK, ...KEEPERS] },
      { path: '/commitments', text: (words) => words.nav.commitments, by: [...DESK, ...KEEPERS] },
      { path: '/figures', text: (words) => words.nav.figures, by: [...DESK, ...KEEPERS] },
    ],
  },
];

/**
 * What a role finds beside the office's pages.
 * @param counts how much waits behind a page, by its path
 */
export function navigationOf(role: string, words: Words, counts: Readonly<Record<string, number | undefined>>) {
  return SECTIONS.flatMap(({ heading, entries }) => {
    const items = entries
      .filter(({ by }) => by.includes(role))
      .map(({ path, text }) => {
        const count = counts[path];
        return { path, text: text(words), ...(count === undefined ? {} : { count }) };
      });
    if (items.length === 0) return [];
    return [{ items, ...(heading === undefined ? {} : { heading: heading(words) }) }];
  });
}
