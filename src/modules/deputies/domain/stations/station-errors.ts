import { type Bilingual, Problem } from '#kernel/contract.ts';
import type { flawOf } from './reception-days.ts';

const FLAWS: Readonly<Record<NonNullable<ReturnType<typeof flawOf>>, Bilingual>> = {
  weekdays: { zh: '请选择星期几（按月接待只选一个）。', en: 'Choose the weekday (of a monthly rule just one).' },
  monthDay: { zh: '请选择每月几日。', en: 'Choose the day of the month.' },
  nth: { zh: '请选择每月第几个星期。', en: 'Choose which week of the month.' },
  hours: { zh: '结束时间要晚于开始时间。', en: 'The end must be later than the beginning.' },
  span: { zh: '截止日期不能早于开始日期。', en: 'The last day must not lie before the first.' },
};

/** What can be wrong with stations and their reception days. */
export const stationErrors = {
  unknown: () =>
    new Problem('not-found', 'station.unknown', {
      says: {
        zh: '没有这个代表家站，或者不在您的范围内。',
        en: 'There is no such station, or not within your region.',
      },
    }),
  dayAhead: () =>
    new Problem('invalid', 'station.day-ahead', {
      says: {
        zh: '成立日期和停用日期不能晚于今天：届时再登记。',
        en: 'The days on which it opened and closed cannot lie ahead: record them once they have come.',
      },
    }),
  closedBeforeOpened: () =>
    new Problem('invalid', 'station.closed-before-opened', {
      says: { zh: '停用日期不能早于成立日期。', en: 'It cannot have closed before it opened.' },
    }),
  notYours: () =>
    new Problem('forbidden', 'station.not-yours', {
      says: { zh: '这个代表家站不由您管理。', en: 'This station is not yours to look after.' },
    }),
  nameTaken: (name: string) =>
    new Problem('conflict', 'station.name-taken', {
      says: {
        zh: `这个镇街已经登记了“${name}”。`,
        en: `${name} is registered in this town already.`,
      },
      facts: { name },
    }),
  namedByRosters: (name: string, deputies: number) =>
    new Problem('conflict', 'station.named-by-rosters', {
      says: {
        zh: `名册里有 ${deputies} 名代表写着“${name}”，改名后就对不上了。请先改名册，再改这里。`,
        en: `Rosters attach ${deputies} deputies to ${name}, who would lose their station: change the rosters first.`,
      },
      facts: { name, deputies },
    }),
  noElectoralDistrict: () =>
    new Problem('invalid', 'station.no-electoral-district', {
      says: {
        zh: '请填写本村所在的选区（区县或乡镇，至少一个），公开栏按选区对应代表。',
        en: 'Give the village’s electoral district, of the county or the town: the board shows the deputies of it.',
      },
    }),
  movedToOtherTown: () =>
    new Problem('invalid', 'station.other-town', {
      says: { zh: '家站不能移到另一个镇街。', en: 'A station stays in its town.' },
    }),
  unknownRule: () =>
    new Problem('not-found', 'reception.unknown', {
      says: { zh: '没有这条接待安排，或者不在您的范围内。', en: 'There is no such rule, or not within your region.' },
    }),
  ruleFlawed: (flaw: NonNullable<ReturnType<typeof flawOf>>) =>
    new Problem('invalid', `reception.${flaw === 'monthDay' ? 'month-day' : flaw}`, { says: FLAWS[flaw] }),
  notOfStation: () =>
    new Problem('invalid', 'reception.not-of-station', {
      says: {
        zh: '所选代表中有人不在这个家站。请重新选择。',
        en: 'Somebody chosen is not attached to this station: choose again.',
      },
    }),
  notPlanned: (day: string) =>
    new Problem('invalid', 'reception.not-planned', {
      says: {
        zh: `${day} 按这条安排不是接待日，不能取消或改期。要加一天，请选“增加”。`,
        en: `The rule has no reception on ${day} that could be moved or called off. To add one, choose “add”.`,
      },
      facts: { day },
    }),
  plannedAlready: (day: string) =>
    new Problem('conflict', 'reception.planned-already', {
      says: { zh: `${day} 已经是接待日。`, en: `There is a reception on ${day} already.` },
      facts: { day },
    }),
  noDayToMoveTo: () =>
    new Problem('invalid', 'reception.no-day', {
      says: { zh: '请填写改到哪一天。', en: 'Give the day to move it to.' },
    }),
  tooFarAhead: (day: string) =>
    new Problem('invalid', 'reception.too-far-ahead', {
      says: {
        zh: `${day} 太远了：接待日排到明年年底为止。`,
        en: `${day} is too far ahead: reception days are planned up to the end of next year.`,
      },
      facts: { day },
    }),
  screenKeyWrong: () =>
    new Problem('not-found', 'screen.key-wrong', {
      says: {
        zh: '这个屏幕链接已经失效。请在工作台的家站页面复制新的链接。',
        en: 'This link of a screen is not valid any more: copy the new one from the station’s page in the office.',
      },
    }),
};
