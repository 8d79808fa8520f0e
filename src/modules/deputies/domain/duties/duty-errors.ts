import { Problem } from '#kernel/contract.ts';

/** What can be wrong with a visit, a reception, a day of duty, and with villages. */
export const dutyErrors = {
  unknown: () =>
    new Problem('not-found', 'duty.unknown', {
      says: { zh: '没有这条履职记录，或者不在您的范围内。', en: 'There is no such duty, or it is not yours to see.' },
    }),
  notYours: () =>
    new Problem('forbidden', 'duty.not-yours', {
      says: {
        zh: '这名代表的履职记录不由您登记。请联系区人大或所在镇街。',
        en: 'The duties of this deputy are not yours to log: ask the district or the town.',
      },
    }),
  sameId: () =>
    new Problem('conflict', 'duty.same-id', {
      says: {
        zh: '这条记录的编号已被另一条使用，没有保存。请重新填写。',
        en: 'Another record has this number already; nothing was saved. Write it again.',
      },
    }),
  postNotHeld: (day: string) =>
    new Problem('invalid', 'duty.post-not-held', {
      says: {
        zh: `${day} 没有担任这个代表职务，请检查日期。`,
        en: `This post was not held on ${day}: check the day.`,
      },
      facts: { day },
    }),
  dayInFuture: () =>
    new Problem('invalid', 'duty.day-in-future', {
      says: { zh: '日期不能晚于今天。', en: 'The day must not be after today.' },
    }),
  daysBackwards: () =>
    new Problem('invalid', 'duty.days-backwards', {
      says: { zh: '最后一天不能早于第一天。', en: 'The last day must not be before the first.' },
    }),
  daysOfTwoYears: () =>
    new Problem('invalid', 'duty.days-of-two-years', {
      says: {
        zh: '跨年的值守请按年份分成两条登记。',
        en: 'Log duty days that go over the end of a year as two, one for each year.',
      },
    }),
  needsTask: () =>
    new Problem('invalid', 'duty.needs-task', {
      says: { zh: '请选择值守的任务。', en: 'Choose what the duty was for.' },
    }),
  needsTopic: () =>
    new Problem('invalid', 'duty.needs-topic', {
      says: { zh: '请至少选择一个事项。', en: 'Choose at least one topic.' },
    }),
  needsPlace: () =>
    new Problem('invalid', 'duty.needs-place', {
      says: { zh: '请写明地点。', en: 'Say where it was.' },
    }),
  needsPeople: () =>
    new Problem('invalid', 'duty.needs-people', {
      says: { zh: '请写明接待了几个人。', en: 'Say how many people were received.' },
    }),
  needsHouseholds: () =>
    new Problem('invalid', 'duty.needs-households', {
      says: {
        zh: '请写明走访了哪些户号，或者几户没有编号的。',
        en: 'Say which households were visited, or how many without a number.',
      },
    }),
  needsVillage: () =>
    new Problem('invalid', 'duty.needs-village', {
      says: {
        zh: '户号只在一个村（社区）里有意义，请选择村（社区）。',
        en: 'Numbers of households belong to a village: choose one.',
      },
    }),
  villageElsewhere: () =>
    new Problem('invalid', 'duty.village-elsewhere', {
      says: {
        zh: '这个村（社区）不在代表所在的镇街，或者已经撤并。',
        en: 'This village is not in the deputy’s town, or is no more.',
      },
    }),
  householdsUnreadable: (part: string) =>
    new Problem('invalid', 'duty.households-unreadable', {
      says: {
        zh: `看不懂户号“${part}”，请写成 1-12, 15 这样。`,
        en: `“${part}” is no number of a household: write them as 1-12, 15.`,
      },
      facts: { part },
    }),
  householdBeyond: (number: number, householdCount: number) =>
    new Problem('invalid', 'duty.household-beyond', {
      says: {
        zh: `这个村（社区）登记了 ${householdCount} 户，没有第 ${number} 户。`,
        en: `The village has ${householdCount} households on record: there is no number ${number}.`,
      },
      facts: { number, householdCount },
    }),
  personalNumber: () =>
    new Problem('invalid', 'duty.personal-number', {
      says: {
        zh: '请不要写电话号码、身份证号，也不要写群众的姓名。',
        en: 'Write no phone numbers, no identity numbers, and no names of residents.',
      },
    }),
  unknownVillage: () =>
    new Problem('not-found', 'village.unknown', {
      says: {
        zh: '没有这个村（社区），或者不在您的范围内。',
        en: 'There is no such village, or it is not within your region.',
      },
    }),
  sameName: (name: string) =>
    new Problem('conflict', 'village.same-name', {
      says: { zh: `这个镇街已经有“${name}”。`, en: `The town has a village “${name}” already.` },
      facts: { name },
    }),
  visitedBeyond: (number: number) =>
    new Problem('conflict', 'village.visited-beyond', {
      says: {
        zh: `已有第 ${number} 户的走访记录，户数不能少于 ${number}。`,
        en: `Household ${number} was visited: the number of households must not be smaller.`,
      },
      facts: { number },
    }),
};
