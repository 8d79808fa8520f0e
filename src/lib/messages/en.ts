import { aboutEn } from './about-en.ts';
import { activitiesEn } from './activities-en.ts';
import { deskEn } from './desk-en.ts';
import { dutiesEn } from './duties-en.ts';
import { evidenceEn } from './evidence-en.ts';
import { lifeEn } from './life-en.ts';
import { meEn } from './me-en.ts';
import { noticesEn } from './notices-en.ts';
import { accountsEn } from './accounts-en.ts';
import { officeEn } from './office-en.ts';
import { peopleEn } from './people-en.ts';
import { printingEn } from './printing-en.ts';
import { reportsEn } from './reports-en.ts';
import { stationsEn } from './stations-en.ts';
import { undoEn } from './undo-en.ts';
import { pagesEn } from './pages-en.ts';
import { screeningEn } from './screening-en.ts';
import type { Messages } from './zh.ts';

/** The words of every page in English; the same shape as the Chinese. */
export const en: Messages = {
  brand: 'Jiannuo',
  slogan: 'Known by name, held to their word',
  skip: 'Skip to content',
  nav: {
    label: 'Main',
    menu: 'Menu',
    tools: 'Language and display',
    wall: 'The wall',
    commitments: 'Commitments',
    figures: 'Figures',
    stations: 'Stations',
    about: 'About',
    signIn: 'Sign in',
  },
  otherLanguage: '中文',
  type: { large: 'Large type', normal: 'Normal type' },
  demo: {
    label: 'About this demonstration',
    banner: 'Demonstration: all persons and commitments are invented.',
    day: (day) => `The system's date is ${day}.`,
  },
  footer: {
    promise: 'What was said can be looked up; what was done is verified by somebody else.',
    privacy: 'No tracking; visitors are not identified.',
    source: 'Open source (Apache-2.0)',
  },
  action: 'Action',
  breadcrumbs: 'You are here',
  pager: {
    label: 'Pages',
    previous: 'Previous',
    next: 'Next',
    at: (page, pages) => `Page ${page} of ${pages}`,
  },
  search: { button: 'Search', clear: 'Clear' },
  filter: {
    heading: 'Filters',
    all: 'All',
    more: (count) => `Show all ${count}`,
    active: 'Filtered by',
    remove: (label) => `Remove the filter: ${label}`,
    clear: 'Remove all filters',
    year: (year) => year,
    asOf: (day) => `as of ${day}`,
    query: (text) => `“${text}”`,
    unit: (unit) => `results in ${unit}`,
  },
  level: 'Level',
  town: 'Town',
  group: 'Deputy group',
  field: 'Field',
  kind: 'Kind',
  year: 'Year',
  meter: {
    verified: 'verified',
    awaiting: 'awaiting verification',
    open: 'open',
    text: (verified, awaiting, total) =>
      `${total} in all: ${verified} verified, ${awaiting} reported done and awaiting verification`,
  },
  seal: { all: ['全部', '践诺'], done: ['已', '践诺'] },
  portrait: { drawn: 'Drawn portrait', none: 'No photo given' },
  file: { choose: 'Choose files', hint: 'You can choose several files at once' },
  ...pagesEn,
  aboutFigures: aboutEn,
  notices: noticesEn,
  office: officeEn,
  desk: deskEn,
  undo: undoEn,
  life: lifeEn,
  me: meEn,
  accounts: accountsEn,
  screening: screeningEn,
  duties: dutiesEn,
  evidence: evidenceEn,
  people: peopleEn,
  activities: activitiesEn,
  stations: stationsEn,
  printing: printingEn,
  reports: reportsEn,
};
