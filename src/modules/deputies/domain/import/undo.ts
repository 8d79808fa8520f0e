import { type Bilingual, Problem } from '#kernel/contract.ts';

/** What keeps an import from being undone, as the store finds it. */
export interface FoundObstacle {
  /** A row is not as the import left it, or another that is not of the import stands on it. */
  readonly reason: 'changed' | 'stands-on';
  readonly table: string;
  readonly count: number;
  /** A few of them: a person's name, or the beginning of a commitment. */
  readonly about: readonly string[];
}

const THINGS: Readonly<Record<string, Bilingual>> = {
  'kernel.person': { zh: '人员资料', en: 'details of persons' },
  'kernel.consent': { zh: '公开同意', en: 'consents' },
  'kernel.account': { zh: '登录账号', en: 'accounts' },
  'kernel.invitation': { zh: '账号邀请', en: 'invitations' },
  'kernel.attachment': { zh: '附件', en: 'attachments' },
  'deputies.membership': { zh: '职务', en: 'posts' },
  'deputies.listing': { zh: '名册登记', en: 'roster entries' },
  'deputies.roster': { zh: '镇街年度名册', en: 'yearly rosters of towns' },
  'deputies.commitment': { zh: '承诺', en: 'commitments' },
  'deputies.commitment_change': { zh: '承诺的办理记录', en: 'steps in the life of commitments' },
  'deputies.commitment_version': { zh: '承诺的版本', en: 'versions of commitments' },
  'deputies.commitment_review': { zh: '承诺的审核', en: 'reviews of commitments' },
  'deputies.reception_deputy': { zh: '接待安排', en: 'reception days' },
  'deputies.verification': { zh: '承诺的核实', en: 'verifications of commitments' },
  'deputies.milestone': { zh: '计划节点', en: 'milestones' },
  'deputies.progress_entry': { zh: '进展记录', en: 'progress entries' },
  'deputies.confirmation_round': { zh: '群众确认', en: 'rounds of confirmation' },
  'deputies.dispute': { zh: '异议', en: 'disputes' },
};

/** What is added to the product later stands in the way as well, under no name of its own. */
const OTHER: Bilingual = { zh: '其他记录', en: 'other records' };

/** Obstacles in sentences: one for each kind of record, however many ways there are to stand on an import. */
export function sayObstacles(found: readonly FoundObstacle[]): Bilingual[] {
  const kinds = Map.groupBy(found, ({ reason, table }) => `${reason} ${THINGS[table]?.en ?? ''}`);
  return [...kinds.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const merged = others.reduce(
      (all, one) => ({
        ...all,
        count: Math.max(all.count, one.count),
        about: [...new Set([...all.about, ...one.about])],
      }),
      first,
    );
    return sayObstacle(merged);
  });
}

function sayObstacle({ reason, table, count, about }: FoundObstacle): Bilingual {
  const thing = THINGS[table] ?? OTHER;
  const names = [...new Set(about)];
  const more = count > about.length;
  const zh = names.length === 0 ? '' : `（${names.join('、')}${more ? '等' : ''}）`;
  const en = names.length === 0 ? '' : ` (${names.join(', ')}${more ? ' and more' : ''})`;
  return reason === 'changed'
    ? { zh: `${thing.zh}：导入之后又有改动，${count} 处${zh}`, en: `${count} ${thing.en} changed since${en}` }
    : { zh: `${thing.zh}：有 ${count} 条以这次导入为依据${zh}`, en: `${count} ${thing.en} stand on it${en}` };
}

/** So many obstacles are named in the problem; the page names them all. */
const NAMED = 3;

export const undoErrors = {
  nothingKept: () =>
    new Problem('conflict', 'batch.nothing-to-undo', {
      says: {
        zh: '这一批没有可以撤销的内容：没有写入过，或者撤销期限（30 天）已过。需要更正时，请导入更正后的表格。',
        en: 'There is nothing of this batch to undo: nothing was written, or the 30 days in which it can be undone are over. To correct it, import a corrected spreadsheet.',
      },
    }),
  /** @param obstacles in sentences, at least one */
  standsOn: (obstacles: readonly Bilingual[]) => {
    const named = obstacles.slice(0, NAMED);
    const more = obstacles.length > named.length;
    return new Problem('conflict', 'batch.stood-upon', {
      says: {
        zh: `不能撤销这次导入，后来的内容以它为依据：${named.map(({ zh }) => zh).join('；')}${more ? '；等等' : ''}。请先撤销后来的导入，或在系统中逐项更正。`,
        en: `This import cannot be undone, because later work stands on it: ${named.map(({ en }) => en).join('; ')}${more ? '; and more' : ''}. Undo later imports first, or correct the records one by one.`,
      },
      facts: { obstacles: obstacles.length },
    });
  },
};
