import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { type Actor, type Stage, ask } from '#kernel/index.server.ts';
import { namedSchema } from '#platform/http/named-schema.ts';
import { pageLinks } from '#platform/http/paging.ts';
import { problemResponses } from '#platform/http/problem-schema.ts';
import { refuseParameters } from '#platform/http/refuse-parameters.ts';
import {
  Commitment,
  CommitmentFilter,
  CommitmentId,
  CommitmentList,
  Deputy,
  DeputyFilter,
  DeputyList,
  Figures,
  PersonId,
} from './contract.ts';
import { examples } from './route-examples.ts';
import { station, stationList } from './station-routes.ts';
import { FiguresRequest, readFigures } from './use-cases/figures/read-figures.ts';
import { findCommitments } from './use-cases/lists/find-commitments.ts';
import { findDeputies } from './use-cases/lists/find-deputies.ts';
import { readCommitment } from './use-cases/lists/read-commitment.ts';
import { readDeputy } from './use-cases/lists/read-deputy.ts';
import { findPublicStations } from './use-cases/stations/find-stations.ts';
import { readStation } from './use-cases/stations/read-station.ts';

const LINKED = { link: { description: 'first, prev, next, last (RFC 8288).', schema: { type: 'string' as const } } };

const deputyList = createRoute({
  method: 'get',
  path: '/deputies',
  operationId: 'findDeputies',
  tags: ['deputies'],
  summary: 'Deputies of a year',
  description: 'Those behind a figure: with the same filters there are exactly as many as it counts. 24 a page.',
  'x-zh': { summary: '某年度的代表', description: '数字背后的人:筛选条件相同,人数就相同。每页24人。' },
  request: { query: DeputyFilter },
  responses: {
    200: {
      description: 'One page of the deputies, and how many each further filter would leave.',
      headers: LINKED,
      content: { 'application/json': { schema: namedSchema('DeputyList', DeputyList), example: examples.deputyList } },
    },
    ...problemResponses,
  },
});

const deputy = createRoute({
  method: 'get',
  path: '/deputies/{personId}',
  operationId: 'readDeputy',
  tags: ['deputies'],
  summary: 'One deputy',
  description: 'Posts and commitments of all years as they stand now. The phone number is masked unless consented to.',
  'x-zh': { summary: '一位代表', description: '历年职务和承诺的现状。未经本人同意,电话号码隐去中间几位。' },
  request: { params: z.object({ personId: PersonId }), query: z.strictObject({}) },
  responses: {
    200: {
      description: 'The deputy.',
      content: { 'application/json': { schema: namedSchema('Deputy', Deputy), example: examples.deputy } },
    },
    ...problemResponses,
  },
});

const commitmentList = createRoute({
  method: 'get',
  path: '/commitments',
  operationId: 'findCommitments',
  tags: ['commitments'],
  summary: 'Commitments of a year',
  description: 'Those behind a figure, as they stood at an instant. 50 a page.',
  'x-zh': { summary: '某年度的承诺', description: '数字背后的承诺,以及它们在某一时刻的状态。每页50项。' },
  request: { query: CommitmentFilter },
  responses: {
    200: {
      description: 'One page of the commitments.',
      headers: LINKED,
      content: {
        'application/json': { schema: namedSchema('CommitmentList', CommitmentList), example: examples.commitmentList },
      },
    },
    ...problemResponses,
  },
});

const commitment = createRoute({
  method: 'get',
  path: '/commitments/{commitmentId}',
  operationId: 'readCommitment',
  tags: ['commitments'],
  summary: 'One commitment',
  description: 'What was promised, by whom, and what became of it, with its earlier wordings.',
  'x-zh': { summary: '一项承诺', description: '谁承诺了什么、进展如何,以及修改前的内容。' },
  request: { params: z.object({ commitmentId: CommitmentId }), query: z.strictObject({}) },
  responses: {
    200: {
      description: 'The commitment.',
      content: { 'application/json': { schema: namedSchema('Commitment', Commitment), example: examples.commitment } },
    },
    ...problemResponses,
  },
});

const figures = createRoute({
  method: 'get',
  path: '/figures',
  operationId: 'readFigures',
  tags: ['figures'],
  summary: 'Figures of a year',
  description:
    'How many promised, how many promises there are and what became of them, as of any instant; with `by` also row by row.',
  'x-zh': {
    summary: '某年度的数据',
    description: '截至任一时刻,多少代表亮诺、承诺多少项、完成多少项;可按层级、镇街、小组、领域或类别分列。',
  },
  request: { query: FiguresRequest },
  responses: {
    200: {
      description: 'The figures; rates are per cent with one decimal.',
      content: { 'application/json': { schema: namedSchema('Figures', Figures), example: examples.figures } },
    },
    ...problemResponses,
  },
});

/** HTTP to query and back, nothing else; problems become problem+json where all routes are mounted. */
export function deputyRoutes() {
  return new OpenAPIHono<{ Bindings: { stage: Stage; actor: Actor } }>({ defaultHook: refuseParameters })
    .openapi(deputyList, async (c) => {
      const list = await ask(c.env.stage, c.env.actor, { query: findDeputies, input: c.req.valid('query') });
      return c.json(list, 200, { link: pageLinks(c.req.url, list) });
    })
    .openapi(deputy, async (c) => {
      return c.json(await ask(c.env.stage, c.env.actor, { query: readDeputy, input: c.req.valid('param') }), 200);
    })
    .openapi(commitmentList, async (c) => {
      const list = await ask(c.env.stage, c.env.actor, { query: findCommitments, input: c.req.valid('query') });
      return c.json(list, 200, { link: pageLinks(c.req.url, list) });
    })
    .openapi(commitment, async (c) => {
      return c.json(await ask(c.env.stage, c.env.actor, { query: readCommitment, input: c.req.valid('param') }), 200);
    })
    .openapi(figures, async (c) => {
      return c.json(await ask(c.env.stage, c.env.actor, { query: readFigures, input: c.req.valid('query') }), 200);
    })
    .openapi(stationList, async (c) => {
      const list = await ask(c.env.stage, c.env.actor, { query: findPublicStations, input: c.req.valid('query') });
      return c.json(list, 200, { link: pageLinks(c.req.url, list) });
    })
    .openapi(station, async (c) => {
      return c.json(await ask(c.env.stage, c.env.actor, { query: readStation, input: c.req.valid('param') }), 200);
    });
}
