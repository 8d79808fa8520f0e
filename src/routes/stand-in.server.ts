import type {
  CommitmentFilter,
  CommitmentItem,
  Commitment,
  CommitmentList,
  Deputy,
  DeputyCard,
  DeputyFilter,
  DeputyList,
  Dimension,
  Facet,
  Figures,
  Level,
  Post,
  CommitmentState,
} from '#modules/deputies/contract.ts';
import { FIELD_NAMES, LEVEL_LABELS, KIND_LABELS } from '#modules/deputies/contract.ts';
import { Problem, type RegionCode } from '#kernel/contract.ts';
import type { Stage } from '#kernel/index.server.ts';

const TOWNS = [
  '昌平街道',
  '安阜街道',
  '玉屏街道',
  '双桥街道',
  '广宁街道',
  '峰台街道',
  '石桥镇',
  '观澜镇',
  '清溪镇',
  '荣和镇',
  '古桥镇',
  '龙潭镇',
  '仁和镇',
  '盘石镇',
  '远安镇',
  '铜锣镇',
  '河堰镇',
  '万灵溪镇',
  '吴家坝镇',
  '直石镇',
  '双沙镇',
].map((name, i) => ({
  code: `500199${i < 6 ? '00' + String(i + 1) : '1' + String(i - 5).padStart(2, '0')}000` as RegionCode,
  name,
}));
const S = [...'林周何罗陈唐吴蒋邓杨李王赵欧黄'];
const G = [
  '书远',
  '巧云',
  '建川',
  '小桂',
  '守义',
  '小满',
  '敬之',
  '春燕',
  '国梁',
  '帆',
  '红梅',
  '建国',
  '敏',
  '军',
  '丽华',
  '志强',
  '秀英',
  '明',
];
const P = [
  '永和村村民小组长',
  '云川农机厂厂长',
  '古桥社区居委会委员',
  '中心小学教师',
  '凉水村村民',
  '区人民医院主治医师',
  '养殖专业合作社理事长',
  '环卫班长',
  '镇人大主席',
];
const T = [
  '带动 18 户农户发展肉牛养殖，年内每户增收 5000 元以上',
  '提供就业岗位 17 个，优先录用困难家庭劳动力',
  '完成社区 3 处老化路灯更换，9 月底前亮灯',
  '为留守儿童开设周末阅读课，全年不少于 30 课时',
  '协助修通凉水村 2 组生产便道 1.2 公里',
  '每季度到村义诊一次，全年服务不少于 400 人次',
  '组织养殖技术培训 6 期，参训 300 人次',
  '劝导整治占道堆放，主街每周巡查 2 次',
  '推动场镇污水管网改造一期年内完工',
];
const F = Object.keys(FIELD_NAMES);
const LV: Level[] = ['township', 'county', 'township', 'provincial', 'township', 'county'];
const id = (k: string, n: number): string => `0190${k}-0000-7000-8000-${String(n).padStart(12, '0')}`;
const label = (t: (typeof TOWNS)[number]) => ({ zh: t.name, en: t.name });
interface P1 {
  card: DeputyCard;
  items: CommitmentItem[];
}
const people: P1[] = Array.from({ length: 230 }, (_, i) => {
  const town = TOWNS[i % 21]!;
  const level = LV[i % 6]!;
  const name = S[(i * 7) % 15]! + G[(i * 5) % 18]!;
  const post = (l: Level, k: number): Post => ({
    membershipId: id('aaaa', i * 10 + k),
    level: l,
    town: label(town),
    townCode: town.code,
    congress: '第十八届',
    electoralDistrict: `第 ${(i % 20) + 1} 选区`,
    group: '第一小组',
    activityGroup: null,
    station: `${town.name}代表之家`,
    workplace: i % 4 ? town.name + P[i % 9]! : null,
    post: null,
    from: '2017-01-10',
    until: null,
  });
  const posts = i % 6 === 1 ? [post('provincial', 1), post('county', 2)] : [post(level, 1)];
  const total = i === 5 ? 40 : 3 + ((i * 3) % 7);
  const v = i % 3 === 0 ? total : total - 1 - (i % 2);
  const c = i % 3 === 1 ? 1 : 0;
  const items = [2020, 2019].flatMap((year) =>
    Array.from({ length: total }, (_, k): CommitmentItem => ({
      id: id(String(year), i * 100 + k) as never,
      personId: id('bbbb', i) as never,
      name,
      level,
      town: label(town),
      townCode: town.code,
      year,
      kind: k % 2 ? 'personal' : 'common',
      field: F[(i + k) % F.length]!,
      text: T[(i + k) % 9]!,
      target: k % 3 ? '20 盏' : null,
      result: k < v ? '20 盏' : null,
      dueDay: k % 4 ? `${year}-0${(k % 9) + 1}-28` : null,
      dueNote: k % 4 ? null : '长期',
      state: (k < v ? 'fulfilled' : k < v + c ? 'claimed' : 'published') as CommitmentState,
      isOverdue: k === total - 1 && v < total,
    })),
  );
  return {
    card: {
      id: id('bbbb', i) as never,
      name,
      posts,
      commitments: total,
      reported: v + c,
      verified: v,
      example: T[i % 9]!,
    },
    items,
  };
});
const NOW = '2020-10-28T01:00:00.000000Z';
const counts = (year: number, k = 1): Omit<Figures, 'region' | 'year' | 'asOf' | 'by' | 'rows' | 'outcomes'> => {
  const [p, c, r, v] = (
    {
      2017: [278, 1352, 1267, 1267],
      2018: [1165, 6234, 5929, 5910],
      2019: [1185, 8247, 7942, 7942],
      2020: [1162, 8682, 8051, 7779],
    } as Record<number, number[]>
  )[year] ?? [0, 0, 0, 0];
  const s = (x: number): number => Math.round(x! * k);
  return {
    persons: s(p!),
    inPost: s(p! * 1.03),
    inScope: s(p! * 1.02),
    memberships: s(p! * 1.03),
    commitments: s(c!),
    reported: s(r!),
    verified: s(v!),
    reportedRate: c ? ((100 * r!) / c).toFixed(1) : null,
    verifiedRate: c ? ((100 * v!) / c).toFixed(1) : null,
  };
};
const keys = (by: Dimension): { key: string; label: { zh: string; en: string } }[] =>
  by === 'level'
    ? (['provincial', 'county', 'township'] as const).map((l) => ({ key: l, label: LEVEL_LABELS[l] }))
    : by === 'town'
      ? TOWNS.map((t) => ({ key: t.code, label: label(t) }))
      : by === 'field'
        ? F.map((f) => ({ key: f, label: { zh: f, en: FIELD_NAMES[f]! } }))
        : by === 'kind'
          ? (['common', 'personal'] as const).map((l) => ({ key: l, label: KIND_LABELS[l] }))
          : TOWNS.slice(0, 8).map((t) => ({
              key: `${t.code}:第一小组`,
              label: { zh: `${t.name}第一小组`, en: `${t.name}第一小组` },
            }));
export const readFigures = {
  run: (i: { region?: string; year?: number; asOf?: string; by?: Dimension }): Figures => ({
    region: '500199000000' as RegionCode,
    year: i.year ?? 2020,
    asOf: i.asOf ?? NOW,
    by: i.by ?? null,
    ...counts(i.year ?? 2020),
    rows: i.by
      ? keys(i.by).map((k, n, a) => ({
          ...k,
          ...counts(i.year ?? 2020, (1 / a.length) * (0.5 + n / a.length)),
          ...(i.by === 'field' || i.by === 'kind' ? { inPost: null, inScope: null } : {}),
        }))
      : [],
    outcomes: [
      {
        unit: '个',
        quantity: '1316',
        commitments: 88,
        of: [{ measure: '提供就业岗位', quantity: '1316', commitments: 88 }],
      },
      {
        unit: '户',
        quantity: '2904',
        commitments: 120,
        of: [{ measure: '帮助增收农户', quantity: '2904', commitments: 120 }],
      },
      {
        unit: '盏',
        quantity: '3127',
        commitments: 66,
        of: [{ measure: '安装路灯', quantity: '3127', commitments: 66 }],
      },
    ],
  }),
};
export const readOverview = {
  run: (_: object) => ({
    region: { code: '500199000000', name: '云川区' },
    years: [2017, 2018, 2019, 2020].map((year) => readFigures.run({ year })),
    year: 2020,
  }),
};
const page = <X>(all: X[], n: number, size: number): { total: number; page: number; pages: number; part: X[] } => ({
  total: all.length,
  page: n,
  pages: Math.max(1, Math.ceil(all.length / size)),
  part: all.slice((n - 1) * size, n * size),
});
const facet = (all: { key: string; label: { zh: string; en: string } }[]): Facet[] =>
  all.map((a, n) => ({ ...a, count: 40 + n * 7 }));
export const findDeputies = {
  run: (f: DeputyFilter): DeputyList => {
    const all = people
      .map((p) => p.card)
      .filter(
        (d) =>
          (!f.level || d.posts.some((p) => p.level === f.level)) &&
          (!f.town || d.posts[0]!.townCode === f.town) &&
          (!f.q || d.name.includes(f.q) || (d.example ?? '').includes(f.q)),
      );
    const { part, ...rest } = page(all, f.page, 24);
    return {
      year: f.year ?? 2020,
      asOf: f.asOf ?? NOW,
      ...rest,
      deputies: part,
      facets: { levels: facet(keys('level')), towns: facet(keys('town')), fields: facet(keys('field')) },
    };
  },
};
export const findCommitments = {
  run: (f: CommitmentFilter): CommitmentList => {
    const all = people
      .flatMap((p) => p.items)
      .filter(
        (d) =>
          (!f.level || d.level === f.level) &&
          (!f.town || d.townCode === f.town) &&
          (!f.field || d.field === f.field) &&
          (!f.q || d.text.includes(f.q)) &&
          d.year === (f.year ?? 2020),
      );
    const { part, ...rest } = page(all, f.page, 50);
    return { year: f.year ?? 2020, asOf: f.asOf ?? NOW, ...rest, commitments: part };
  },
};
export const readDeputy = {
  run: (i: { personId: string }): Deputy => {
    const p = people.find((x) => x.card.id === i.personId);
    if (!p)
      throw new Problem('not-found', 'deputies.none', {
        says: { zh: '没有这位代表。', en: 'There is no such deputy.' },
      });
    return {
      id: p.card.id,
      name: p.card.name,
      phone: '138****1234',
      isPhoneMasked: true,
      asOf: NOW,
      years: [2020, 2019].map((year) => {
        const commitments = p.items.filter((c) => c.year === year);
        return { year, posts: p.card.posts, commitments, reported: p.card.reported, verified: p.card.verified };
      }),
    };
  },
};
export const readCommitment = {
  run: (i: { commitmentId: string }): Commitment => {
    const p = people.find((x) => x.items.some((c) => c.id === i.commitmentId));
    if (!p)
      throw new Problem('not-found', 'commitments.none', {
        says: { zh: '没有这条承诺。', en: 'There is no such commitment.' },
      });
    const c = p.items.find((x) => x.id === i.commitmentId)!;
    const tl: Commitment['timeline'] = [
      { at: '2019-12-31T16:00:00.000000Z', event: 'published', isAssumed: true, by: null, how: null },
      { at: '2020-02-19T04:00:00.000000Z', event: 'amended', isAssumed: false, by: null, how: null },
    ];
    if (c.state !== 'published')
      tl.push({ at: '2020-02-20T04:00:00.000000Z', event: 'claimed', isAssumed: false, by: null, how: null });
    if (c.state === 'fulfilled')
      tl.push({
        at: '2020-06-19T16:00:00.000000Z',
        event: 'fulfilled',
        isAssumed: false,
        by: '石桥镇人大办公室',
        how: '实地查看，20 盏全部点亮；走访 3 组 6 户，均确认。',
      });
    return {
      ...c,
      measure: null,
      quantity: '20',
      unit: '盏',
      version: 2,
      asOf: NOW,
      post: p.card.posts[0]!,
      timeline: tl,
      earlier: [
        { version: 1, text: c.text.replace('18', '16'), target: '18 盏', until: '2020-02-19T04:00:00.000000Z' },
      ],
    };
  },
};
export function ask<I, R>(
  _stage: unknown,
  _actor: unknown,
  call: { query: { run: (i: I) => R }; input: I },
): Promise<R> {
  return Promise.resolve(call.query.run(call.input));
}
export function visitorOf(region: RegionCode) {
  return { id: 'visitor', role: 'visitor', region } as const;
}
export function composition(): Promise<{ stage: Stage; mode: 'demo' | 'production'; home: () => Promise<RegionCode> }> {
  return Promise.resolve({
    stage: { now: () => Temporal.Instant.from('2020-10-28T01:00:00Z') } as Stage,
    mode: 'demo',
    home: () => Promise.resolve('500199000000' as RegionCode),
  });
}
