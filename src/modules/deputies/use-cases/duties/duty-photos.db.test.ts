import { describe, expect } from 'vitest';
import {
  type Actor,
  type AttachmentWork,
  ask,
  perform,
  processAttachments,
  showAttachment,
} from '#kernel/index.server.ts';
import { receiveFile } from '#platform/files/receive-form.ts';
import { test } from '#tests/support/attachments.ts';
import { GUANLAN, SHIQIAO, type TestPost, aDistrict, aPost } from '#tests/support/deputies.ts';
import { aVisit } from '#tests/support/duties.ts';
import { deputyOf, townOfficer } from '#tests/support/life.ts';
import { aNoise, inPieces } from '#tests/support/pictures.ts';
import { clock } from '#tests/support/reports.ts';
import { readMyRecord } from '../me/read-my-record.ts';
import { exportPerson } from '../people/export-person.ts';
import { dutyReportBlocks } from '../reports/duty-report-document.ts';
import { readDutyReport } from '../reports/read-duty-report.ts';
import { findOfficeDuties } from './find-duties.ts';
import { logDuty } from './log-duty.ts';
import { nameDutyEvidence } from './name-duty-evidence.ts';
import { readMyDuties } from './read-my-duties.ts';
import { withdrawDuty } from './withdraw-duty.ts';

const officer = townOfficer(SHIQIAO);

async function aPhoto({ files }: AttachmentWork, seed: number) {
  return receiveFile(files, { field: 'other', name: '现场.jpg' }, inPieces(await aNoise(seed)));
}

async function log(work: AttachmentWork, actor: Actor, { post, count }: { post: TestPost; count: number }) {
  const photos = await Promise.all(Array.from({ length: count }, (_, at) => aPhoto(work, at + 1)));
  const input = { ...aVisit(post), photos };
  await perform(work.stage, actor, { useCase: logDuty, input });
  await processAttachments(work, clock, 20);
  return input;
}

const photosSeen = async ({ stage }: AttachmentWork, actor: Actor) =>
  (await ask(stage, actor, { query: findOfficeDuties, input: {} })).items.flatMap(({ photos }) => photos);

const mine = async ({ stage }: AttachmentWork, me: Actor) =>
  (await ask(stage, me, { query: readMyDuties, input: {} })).items.flatMap(({ photos }) => photos);

async function shownOf({ stage }: AttachmentWork, me: Actor) {
  const record = await ask(stage, me, { query: readMyRecord, input: {} });
  const report = await ask(stage, me, { query: readDutyReport, input: { personId: me.personId, year: 2020 } });
  return { report, pictures: [record.years.flatMap((year) => year.dutyPictures), report.dutyPictures] };
}

const saidIn = (report: Parameters<typeof dutyReportBlocks>[0]) => JSON.stringify(dutyReportBlocks(report));

describe('photos of a visit', () => {
  test('wait for screening, and then stand in the record and in the report on duties', async ({ work }) => {
    await aDistrict(work.stage);
    const post = await aPost(work.stage, { region: SHIQIAO, listings: { 2020: '第一小组' } });
    const me = deputyOf(post);
    const { id } = await log(work, me, { post, count: 2 });
    expect(await mine(work, me)).toMatchObject([{ screening: 'waiting', role: 'other' }, { screening: 'waiting' }]);
    expect(await photosSeen(work, officer)).toHaveLength(2);
    const before = await shownOf(work, me);
    expect(before.pictures).toEqual([[], []]);
    expect(saidIn(before.report)).not.toContain('现场照片');

    const [first] = await mine(work, me);
    await showAttachment(work, officer, { id: first?.id ?? '', version: 1, showsResidents: false, areas: [] });
    const after = await shownOf(work, me);
    const picture = { id: first?.id, dutyKind: 'visit', day: '2020-10-28' };
    expect(after.pictures).toMatchObject([[picture], [picture]]);
    expect(saidIn(after.report)).toContain('留存现场照片1张');
    // The leader of the group reads duties, and of their photos those that everybody may see.
    expect(await photosSeen(work, { ...officer, role: 'group-leader', unit: '第一小组' })).toMatchObject([
      { id: first?.id },
    ]);

    const subject = { query: nameDutyEvidence, input: { dutyIds: [id] } };
    expect(await ask(work.stage, officer, subject)).toEqual([
      { dutyId: id, name: '王建国', kind: 'visit', day: '2020-10-28', isWithdrawn: false },
    ]);
    expect(await ask(work.stage, townOfficer(GUANLAN), subject)).toEqual([]);
    await perform(work.stage, me, { useCase: withdrawDuty, input: { dutyId: id } });
    expect((await shownOf(work, me)).pictures).toEqual([[], []]);
    expect(await ask(work.stage, officer, subject)).toMatchObject([{ isWithdrawn: true }]);
  });

  test('sent again with the visit are not kept twice', async ({ work }) => {
    await aDistrict(work.stage);
    const post = await aPost(work.stage, { region: SHIQIAO, listings: { 2020: '第一小组' } });
    const me = deputyOf(post);
    const visit = await log(work, me, { post, count: 1 });
    const again = { ...visit, photos: [await aPhoto(work, 7)] };
    const answer = await perform(work.stage, me, { useCase: logDuty, input: again });
    expect(answer).toEqual({ id: visit.id, isNew: false });
    await processAttachments(work, clock, 20);
    expect(await mine(work, me)).toHaveLength(1);
  });

  test('come from the office too, are handed out with the person’s data, and are twelve at most', async ({ work }) => {
    await aDistrict(work.stage);
    const post = await aPost(work.stage, { region: SHIQIAO, listings: { 2020: '第一小组' } });
    const me = deputyOf(post);
    await log(work, officer, { post, count: 1 });
    const [photo] = await photosSeen(work, officer);
    expect(await mine(work, me)).toEqual([]);
    await showAttachment(work, officer, { id: photo?.id ?? '', version: 1, showsResidents: false, areas: [] });
    expect(await mine(work, me)).toMatchObject([{ id: photo?.id, screening: 'shown' }]);
    const handedOut = { query: exportPerson, input: { personId: post.personId } };
    const data = await ask(work.stage, officer, handedOut);
    expect(JSON.stringify(data)).toContain(photo?.id);
    const tooMany = await Promise.all(Array.from({ length: 13 }, () => aPhoto(work, 3)));
    const refused = perform(work.stage, officer, { useCase: logDuty, input: { ...aVisit(post), photos: tooMany } });
    await expect(refused).rejects.toMatchObject({ kind: 'invalid' });
  });
});
