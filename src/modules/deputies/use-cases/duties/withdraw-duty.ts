import { defineUseCase } from '#kernel/index.server.ts';
import { WithdrawDuty } from '../../contract.ts';
import { dutyErrors } from '../../domain/duties/duty-errors.ts';
import { LOGGERS } from '../../domain/duties/permission.ts';
import { withdrawDutyRow } from '../../store/duties/duties.ts';
import { getOwnDuty } from './shared.ts';

/** Takes back a duty that was written down by mistake: it counts no longer, and cannot be sent again. */
export const withdrawDuty = defineUseCase({
  name: 'deputies.withdraw-duty',
  input: WithdrawDuty,
  by: LOGGERS,
  async run(scene, { dutyId }) {
    const row = await getOwnDuty(scene, dutyId);
    const { region, id, kind, day } = row;
    if (!(await withdrawDutyRow(scene.tx, row, scene.now))) throw dutyErrors.unknown();
    return {
      result: { id },
      record: [],
      trail: [{ region, subject: id, before: { kind, day, withdrawnAt: null }, after: { withdrawnAt: scene.now } }],
    };
  },
});
