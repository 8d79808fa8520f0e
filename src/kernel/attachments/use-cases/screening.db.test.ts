import { sql } from 'kysely';
import sharp from 'sharp';
import { describe, expect } from 'vitest';
import {
  type Actor,
  ask,
  findAttachments,
  listWaiting,
  readAttachment,
  readForScreening,
  showAttachment,
  takeAttachmentDown,
} from '#kernel/index.server.ts';
import type { Screening } from '#kernel/contract.ts';
import { setBounds } from '../../use-case/store/bounds.ts';
import { filesIn, notFound, rowOf, seen, test } from '#tests/support/attachments.ts';
import { DISTRICT, GUANLAN, SHIQIAO, visitorOf } from '#tests/support/deputies.ts';
import { aNoise, aPdf, anOfficeFile } from '#tests/support/pictures.ts';
import { aWaiting, actorIn, anAttachment } from '#tests/support/reports.ts';

const officer = actorIn('town-officer', SHIQIAO);
const clerk: Actor = { ...actorIn('station-clerk', SHIQIAO), unit: '第一站' };
const neighbour = actorIn('town-officer', GUANLAN);
const visitor = visitorOf(DISTRICT);
const AREA = { x: 20, y: 20, width: 60, height: 60 };
const conflict = expect.objectContaining({ kind: 'conflict' }) as unknown;

describe('a picture that waits', () => {
  test('is seen by the office of its region and by whoever sent it', async ({ work }) => {
    const id = await aWaiting(work, { unit: '第一站' });
    const may = [
      officer,
      actorIn('district-officer', DISTRICT),
      clerk,
      actorIn('auditor', DISTRICT),
      actorIn('deputy', SHIQIAO, 'account-1'),
    ];
    for (const who of may) expect((await seen(work, who, id)).attachment.id).toBe(id);
    const { rows } = await sql`
      select actor, role, region, subject, after from kernel.trail_entry where action = 'kernel.read-attachment'
      order by seq`.execute(work.stage.database);
    const what = { region: SHIQIAO, subject: id, after: { size: 'large', screening: 'waiting' } };
    expect(rows).toEqual(may.map((who) => ({ actor: who.id, role: who.role, ...what })));
    const mayNot = [
      visitor,
      neighbour,
      actorIn('deputy', SHIQIAO, 'account-2'),
      actorIn('station-clerk', SHIQIAO),
      { ...clerk, unit: '第二站' },
      actorIn('admin', DISTRICT),
      actorIn('security', DISTRICT),
      actorIn('group-leader', SHIQIAO),
    ];
    for (const who of mayNot) await expect(seen(work, who, id)).rejects.toEqual(notFound);
  });

  test('stands in the list of its region, the oldest first, in pages', async ({ work }) => {
    const first = await aWaiting(work);
    const second = await aWaiting(work, { content: await aNoise(2) });
    await aWaiting(work, { content: await aNoise(3), region: GUANLAN });
    const list = (who: typeof officer, input: object) => ask(work.stage, who, { query: listWaiting, input });
    const all = await list(officer, {});
    expect([all.total, all.items.map(({ id }) => id).toSorted()]).toEqual([2, [first, second].toSorted()]);
    expect(Object.keys(all.items[0] ?? {})).not.toContain('sha256');
    expect(await list(officer, { offset: 1, limit: 1 })).toMatchObject({ total: 2, items: [all.items[1]] });
    expect(await list(actorIn('district-officer', DISTRICT), { limit: 0 })).toEqual({ total: 3, items: [] });
    expect((await list(neighbour, {})).total).toBe(1);
  });

  test('is public once it was screened, and gone once it was refused', async ({ work }) => {
    const id = await aWaiting(work);
    await showAttachment(work, officer, { id, version: 1, showsResidents: false, areas: [] });
    expect((await seen(work, visitor, id)).attachment).toMatchObject({
      screening: 'shown',
      version: 2,
      screenedBy: officer.id,
    });
    await takeAttachmentDown(work, officer, { id, version: 2, reason: '居民要求撤下' });
    await expect(seen(work, visitor, id)).rejects.toEqual(notFound);
    expect(await rowOf(work, id)).toMatchObject({ screening: 'refused', refusal: '居民要求撤下', sha256: null });
    expect(filesIn(work)).toEqual([]);
    const { rows } = await sql<{
      event: string;
      facts: object;
    }>`select event, facts from kernel.journal_entry where subject = ${id} order by seq`.execute(work.stage.database);
    expect(rows).toEqual([
      { event: 'attachment.shown', facts: { version: 2, showsResidents: false, blurred: 0 } },
      { event: 'attachment.refused', facts: { version: 3 } },
    ]);
  });

  test('is blurred where it was marked, and the picture without it is no more', async ({ work }) => {
    const id = await aWaiting(work, { content: await aNoise(5, 512) });
    const before = filesIn(work);
    await showAttachment(work, officer, { id, version: 1, showsResidents: true, areas: [AREA] });
    const after = filesIn(work);
    expect(after).toHaveLength(3);
    expect(after.filter((name) => before.includes(name))).toEqual([]);
    const { attachment, sha256 } = await seen(work, visitor, id);
    expect(attachment).toMatchObject({ blurred: [AREA], showsResidents: true, width: 512, height: 512 });
    const middle = await sharp(await work.files.read(sha256))
      .extract({ left: 180, top: 180, width: 150, height: 150 })
      .png()
      .toBuffer();
    expect((await sharp(middle).stats()).channels[0]?.stdev).toBeLessThan(6);
    await showAttachment(work, officer, {
      id,
      version: 2,
      showsResidents: true,
      areas: [{ ...AREA, x: 0, width: 10 }],
    });
    expect((await seen(work, visitor, id)).attachment.blurred).toHaveLength(2);
  });

  test('of another station is not there for a clerk: neither in the list nor to be decided', async ({ work }) => {
    const own = await aWaiting(work, { unit: '第一站' });
    const other = await aWaiting(work, { content: await aNoise(2), unit: '第二站' });
    const none = await aWaiting(work, { content: await aNoise(3) });
    const list = (who: Actor) => ask(work.stage, who, { query: listWaiting, input: {} });
    expect(await list(clerk)).toMatchObject({ total: 1, items: [{ id: own }] });
    expect(await list(actorIn('station-clerk', SHIQIAO))).toEqual({ total: 0, items: [] });
    expect((await list(officer)).total).toBe(3);
    for (const id of [other, none]) {
      await expect(ask(work.stage, clerk, { query: readForScreening, input: { id } })).rejects.toEqual(notFound);
      const shown = showAttachment(work, clerk, { id, version: 1, showsResidents: false, areas: [] });
      await expect(shown).rejects.toEqual(notFound);
      await expect(takeAttachmentDown(work, clerk, { id, version: 1, reason: '看不清' })).rejects.toEqual(notFound);
      expect(await rowOf(work, id)).toMatchObject({ screening: 'waiting', version: 1 });
    }
    await takeAttachmentDown(work, clerk, { id: own, version: 1, reason: '看不清' });
    expect(await rowOf(work, own)).toMatchObject({ screening: 'refused' });
    const leader: Actor = { ...actorIn('group-leader', SHIQIAO), unit: '第一站' };
    await expect(list(leader)).rejects.toMatchObject({ kind: 'forbidden' });
  });

  test('that was refused is known to its sender, with the reason, and to nobody else', async ({ work }) => {
    const id = await aWaiting(work);
    await takeAttachmentDown(work, officer, { id, version: 1, reason: '能认出居民' });
    const found = (audience: Actor) =>
      work.stage.database.transaction().execute(async (tx) => {
        await setBounds(tx, audience);
        const sought = { subjectKind: 'progress-entry', subjectIds: ['entry-1'], audience, withRefused: true };
        return (await findAttachments(tx, sought)).get('entry-1');
      });
    const sender = actorIn('deputy', SHIQIAO, 'account-1');
    expect(await found(sender)).toMatchObject([{ id, screening: 'refused', refusal: '能认出居民' }]);
    await expect(seen(work, sender, id)).rejects.toEqual(notFound);
    for (const who of [visitor, officer, actorIn('deputy', SHIQIAO, 'account-2')]) {
      expect(await found(who)).toBeUndefined();
    }
  });

  test('of another region can be neither looked at nor screened', async ({ work }) => {
    const id = await aWaiting(work);
    const shown = { id, version: 1, showsResidents: false, areas: [] };
    await expect(ask(work.stage, neighbour, { query: readForScreening, input: { id } })).rejects.toEqual(notFound);
    await expect(showAttachment(work, neighbour, shown)).rejects.toEqual(notFound);
    await expect(showAttachment(work, neighbour, { ...shown, areas: [AREA] })).rejects.toEqual(notFound);
    await expect(takeAttachmentDown(work, neighbour, { id, version: 1, reason: '无关' })).rejects.toEqual(notFound);
    for (const role of ['deputy', 'auditor', 'admin', 'visitor', 'clock'] as const) {
      await expect(showAttachment(work, actorIn(role, DISTRICT), shown)).rejects.toMatchObject({ kind: 'forbidden' });
    }
    expect(await rowOf(work, id)).toMatchObject({ screening: 'waiting', version: 1 });
  });

  test('screened by two at once is decided by one; the other is told', async ({ work }) => {
    const id = await aWaiting(work, { content: await aNoise(5), unit: '第一站' });
    const outcomes = await Promise.allSettled([
      showAttachment(work, officer, { id, version: 1, showsResidents: true, areas: [AREA] }),
      showAttachment(work, clerk, { id, version: 1, showsResidents: false, areas: [] }),
      takeAttachmentDown(work, clerk, { id, version: 1, reason: '能认出居民' }),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as { kind: string }] : []));
    expect(refusals.map(({ kind }) => kind === 'conflict' || kind === 'not-found')).toEqual([true, true]);
    expect(await rowOf(work, id)).toMatchObject({ version: 2 });
    // What is left are the files that the row points to.
    const { rows } = await sql<{ screening: Screening }>`select screening from kernel.attachment`.execute(
      work.stage.database,
    );
    expect(filesIn(work).length).toBeLessThanOrEqual(rows[0]?.screening === 'refused' ? 3 : 6);
    await expect(showAttachment(work, officer, { id, version: 1, showsResidents: false, areas: [] })).rejects.toEqual(
      conflict,
    );
  });

  test('is refused what would not hide anything', async ({ work }) => {
    const id = await aWaiting(work);
    const show = (more: object) =>
      showAttachment(work, officer, { id, version: 1, showsResidents: true, areas: [], ...more });
    await expect(show({})).rejects.toMatchObject({ code: 'attachments.blur-first' });
    await expect(show({ areas: [{ x: 90, y: 0, width: 50, height: 5 }] })).rejects.toMatchObject({ kind: 'invalid' });
    await expect(show({ areas: Array.from({ length: 13 }, () => AREA) })).rejects.toMatchObject({ kind: 'invalid' });
    await expect(takeAttachmentDown(work, officer, { id, version: 1, reason: ' ' })).rejects.toMatchObject({
      code: 'attachments.reason',
    });
  });
});

describe('documents and time lines', () => {
  test('a document is kept as it is, offered under its own name, and never blurred', async ({ work }) => {
    const content = aPdf();
    const id = await aWaiting(work, { content, name: '../会议纪要.exe' });
    expect((await rowOf(work, id)).name).toBe('会议纪要.pdf');
    await expect(
      showAttachment(work, officer, { id, version: 1, showsResidents: false, areas: [AREA] }),
    ).rejects.toMatchObject({ code: 'attachments.no-picture' });
    await showAttachment(work, officer, { id, version: 1, showsResidents: false, areas: [] });
    const { sha256 } = await ask(work.stage, visitor, { query: readAttachment, input: { id, size: 'tiny' } });
    expect(await work.files.read(sha256)).toEqual(content);
  });

  test('a time line shows each audience what it may see, by subject', async ({ work }) => {
    const shown = await aWaiting(work, { subject: 'entry-1' });
    await aWaiting(work, { subject: 'entry-1', content: await aNoise(2) });
    await aWaiting(work, { subject: 'entry-2', content: anOfficeFile('docx') });
    await anAttachment(work, { subject: 'entry-2' });
    await aWaiting(work, { subject: 'entry-3', content: await aNoise(3) });
    await showAttachment(work, officer, { id: shown, version: 1, showsResidents: false, areas: [] });
    const find = (audience: typeof officer, ...subjectIds: string[]) =>
      work.stage.database.transaction().execute(async (tx) => {
        const found = await findAttachments(tx, { subjectKind: 'progress-entry', subjectIds, audience });
        return Object.fromEntries([...found].map(([subject, all]) => [subject, all.map(({ kind }) => kind)]));
      });
    expect(await find(visitor, 'entry-1', 'entry-2')).toEqual({ 'entry-1': ['picture'] });
    expect(await find(officer, 'entry-1', 'entry-2')).toEqual({
      'entry-1': ['picture', 'picture'],
      'entry-2': expect.arrayContaining(['document']) as unknown,
    });
    expect(await find(neighbour, 'entry-1', 'entry-2', 'entry-3')).toEqual({ 'entry-1': ['picture'] });
    expect(await find(officer)).toEqual({});
  });
});
