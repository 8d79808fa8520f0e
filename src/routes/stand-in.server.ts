import { z } from 'zod';
import { COUNTRY } from '#kernel/contract.ts';
import { defineQuery } from '#kernel/index.server.ts';
import { Dimension, type Figures, Year } from '#modules/deputies/contract.ts';

// Stands in for the queries of figures until the module has them.

const NONE = { persons: 0, inPost: 0, inScope: 0, memberships: 0, commitments: 0, reported: 0, verified: 0 };

function nothing(year: number, asOf: string): Figures {
  const counts = { ...NONE, reportedRate: null, verifiedRate: null };
  return { region: COUNTRY, year, asOf, by: null, ...counts, rows: [], outcomes: [] };
}

export const readFigures = defineQuery({
  name: 'deputies.read-figures',
  input: z.strictObject({
    region: z.string().optional(),
    year: Year.optional(),
    asOf: z.string().optional(),
    by: Dimension.optional(),
  }),
  by: ['operator', 'visitor'],
  read: (scene, { year }) => Promise.resolve(nothing(year ?? 2020, scene.now)),
});

export const readOverview = defineQuery({
  name: 'deputies.read-overview',
  input: z.strictObject({}),
  by: ['operator', 'visitor'],
  read: (scene) =>
    Promise.resolve({
      region: { code: COUNTRY, name: '' },
      years: [2017, 2018, 2019, 2020].map((year) => nothing(year, scene.now)),
    }),
});
