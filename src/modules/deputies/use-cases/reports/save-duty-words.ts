import { RegionCode } from '#kernel/contract.ts';
import { defineUseCase } from '#kernel/index.server.ts';
import { SaveDutyWords } from '../../contract.ts';
import { reportErrors } from '../../domain/reports/report-errors.ts';
import { findDutyWords, lockDutyWords, saveDutyWordsRow } from '../../store/reports/reports.ts';
import { OFFICERS, districtOf, requireOneOf } from '../posts/standing.ts';
import { postsOfYear } from './report-posts.ts';

/** Keeps what a deputy says of a year in their own words, as the deputy writes it or the office keys it in. */
export const saveDutyWords = defineUseCase({
  name: 'deputies.save-duty-words',
  input: SaveDutyWords,
  by: [...OFFICERS, 'deputy'],
  isQuiet: true,
  async run(scene, { personId, year, revision, text }) {
    const { tx, actor, recordedAt } = scene;
    const district = districtOf(scene);
    await requireOneOf(scene, personId);
    const [post] = await postsOfYear(scene, personId, year);
    if (post === undefined) throw reportErrors.noPostThen(year);
    const of = { district, personId, year };
    await lockDutyWords(tx, of);
    const before = await findDutyWords(tx, of);
    const version = before?.version ?? 0;
    if (version !== revision) throw reportErrors.changedMeanwhile();
    const region = RegionCode.parse(post.townCode);
    const row = { ...of, id: scene.newId(), region, membershipId: post.membershipId };
    await saveDutyWordsRow(tx, row, { text, version: version + 1, account: actor.id, at: recordedAt });
    return {
      result: { revision: version + 1 },
      record: [],
      trail: [
        {
          region,
          subject: personId,
          before: { year, text: before?.text ?? null },
          after: { year, version: version + 1 },
        },
      ],
    };
  },
});
