import { createRoute, z } from '@hono/zod-openapi';
import { RegionCode } from '#kernel/contract.ts';
import { namedSchema } from '#platform/http/named-schema.ts';
import { problemResponses } from '#platform/http/problem-schema.ts';
import { OfStation, PersonId, Station, StationFilter, StationList } from './contract.ts';

/** Invented, for the API's documentation. */
const town = { town: { zh: '石桥镇', en: 'Shiqiao Town' }, townCode: RegionCode.parse('500199101000') };
const facts = {
  ...{ id: '01926f0e-5b7d-7d44-8e55-3c4d5e6f7081', name: '石桥镇代表之家', kind: 'home' as const, ...town },
  ...{ address: '石桥镇正街 2 号政务中心一楼', openingHours: '周一至周五 9:00–17:30', isClosed: false },
};
const person = { id: PersonId.parse('01926f0e-5b7a-7c3d-9e10-2f4a6b8c0d1e'), name: '林书远' };
const who = [{ personId: person.id, name: person.name }];
const hours = { starts: '09:00', ends: '11:30' };
const ruleId = '01926f0e-5b7e-7e55-9f66-4d5e6f708192';
const next = {
  ...{ ruleId, stationId: facts.id, day: '2020-10-29', ...hours, plannedDay: '2020-10-29', movedBy: null },
  ...{ holiday: null, note: null, ruleNote: null, deputies: who },
};
const listExample: StationList = {
  ...{ total: 1, page: 1, pages: 1, items: [{ ...facts, deputies: 1, next }] },
  towns: [{ key: town.townCode, label: town.town, count: 1 }],
};
const oneExample: Station = {
  ...{ ...facts, isForReceptions: true, countyDistrict: null, townshipDistrict: null, phone: null, staff: null },
  deputies: [{ ...person, levels: ['township'] }],
  rules: [
    {
      ...{ id: ruleId, pattern: 'weekly', weekdays: [4], everyWeeks: 1, monthDay: null, nth: null, ...hours },
      ...{ fromDay: '2020-01-02', untilDay: null, onHoliday: 'next', note: null, deputies: who },
    },
  ],
  coming: [next],
};

export const stationList = createRoute({
  method: 'get',
  path: '/stations',
  operationId: 'findStations',
  tags: ['stations'],
  summary: 'Homes and stations and other places with a wall',
  description: 'Each with how many deputies are attached, and its next reception. 30 a page.',
  'x-zh': { summary: '代表家站和其他公示点', description: '每处有多少代表、下次接待在哪天。每页30处。' },
  // `kind` is another word in the other lists; each item says its own.
  request: { query: StationFilter.omit({ kind: true }) },
  responses: {
    200: {
      description: 'One page of them.',
      headers: { link: { description: 'first, prev, next, last (RFC 8288).', schema: { type: 'string' as const } } },
      content: { 'application/json': { schema: namedSchema('StationList', StationList), example: listExample } },
    },
    ...problemResponses,
  },
});

export const station = createRoute({
  method: 'get',
  path: '/stations/{stationId}',
  operationId: 'readStation',
  tags: ['stations'],
  summary: 'One home or station or other place with a wall',
  description: 'Where it is, who is attached, and when they receive residents. At a workplace those who agree to it.',
  'x-zh': {
    summary: '一个代表家站或公示点',
    description: '地址、代表和接待日。工作单位只列出同意公开单位的代表。',
  },
  request: { params: OfStation, query: z.strictObject({}) },
  responses: {
    200: {
      description: 'The station.',
      content: { 'application/json': { schema: namedSchema('Station', Station), example: oneExample } },
    },
    ...problemResponses,
  },
});
