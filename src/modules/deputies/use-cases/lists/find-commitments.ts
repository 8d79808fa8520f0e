import { defineQuery } from '#kernel/index.server.ts';
import { CommitmentFilter, type CommitmentList } from '../../contract.ts';
import { findCommitmentPage } from '../../store/lists/commitment-list.ts';
import { pageOf, questionOf } from './question.ts';
import { shownItem } from './shown.ts';

const PAGE_SIZE = 50;

/** The commitments behind a figure: with the same filters there are exactly as many as it counts. */
export const findCommitments = defineQuery({
  name: 'deputies.find-commitments',
  input: CommitmentFilter,
  by: ['operator', 'visitor'],
  async read(scene, asked): Promise<CommitmentList> {
    const question = { ...(await questionOf(scene, asked)), counted: asked.counted, unit: asked.unit };
    const page = { limit: PAGE_SIZE, offset: (asked.page - 1) * PAGE_SIZE };
    const { total, rows } = await findCommitmentPage(scene.tx, question, page);
    const { year, at } = question.moment;
    return {
      year,
      asOf: at,
      ...pageOf(total, asked.page, PAGE_SIZE),
      commitments: rows.map((row) => shownItem(row, at)),
    };
  },
});
