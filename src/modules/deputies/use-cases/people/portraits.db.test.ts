import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import {
  type Actor,
  type AttachmentWork,
  ask,
  perform,
  processAttachments,
  showAttachment,
  sweepFiles,
  takeAttachmentDown,
} from '#kernel/index.server.ts';
import { receiveFile } from '#platform/files/receive-form.ts';
import { filesIn, notFound, rowOf, seen, test } from '#tests/support/attachments.ts';
import { DISTRICT, GUANLAN, SHIQIAO, aDistrict, aPost, visitorOf } from '#tests/support/deputies.ts';
import { aNoise, aPdf, inPieces } from '#tests/support/pictures.ts';
import { actorIn, clock } from '#tests/support/reports.ts';
import { findDeputies } from '../lists/find-deputies.ts';
import { readDeputy } from '../lists/read-deputy.ts';
import { erasePersonalData } from './erase-person.ts';
import { exportPerson } from './export-person.ts';
import { mergePeople } from './merge-people.ts';
import { dropPortrait, putPortrait } from './put-portrait.ts';
import { readPerson } from './read-person.ts';
import { setConsent } from './set-consent.ts';
import { undoMove } from './undo-move.ts';

const visitor = visitorOf(DISTRICT);
const officer = actorIn('town-officer', SHIQIAO);

async function aDeputy({ stage }: AttachmentWork, name = '王建国') {
  const { personId } = await aPost(stage, { region: SHIQIAO, name, listings: { 2020: '第一小组' } });
  return { personId, self: { ...actorIn('deputy', SHIQIAO, `account of ${personId}`), personId } satisfies Actor };
}

async function put(work: AttachmentWork, who: Actor, of: { personId: string; content?: Buffer }) {
  const { personId, content = await aNoise(personId.charCodeAt(35)) } = of;
  const pieces = inPieces(content);
  const photo = await receiveFile(work.files, { field: 'photo', name: '本人.jpg' }, pieces);
  const { id } = await perform(work.stage, who, { useCase: putPortrait, input: { personId, photo } });
  await processAttachments(work, clock, 10);
  return id;
}

async function screen(work: AttachmentWork, id: string) {
  await showAttachment(work, officer, { id, version: 1, showsResidents: false, areas: [] });
}

function agree({ stage }: AttachmentWork, who: Actor, wish: { personId: string; isGiven?: boolean }) {
  const input = { field: 'photo', surface: 'web', isGiven: true, ...wish };
  return perform(stage, who, { useCase: setConsent, input });
}

const publicPhoto = async ({ stage }: AttachmentWork, personId: string) => {
  const { photo } = await ask(stage, visitor, { query: readDeputy, input: { personId } });
  const { deputies } = await ask(stage, visitor, { query: findDeputies, input: { standing: 'in-post', year: 2020 } });
  expect(deputies.find(({ id }) => id === personId)?.photo).toEqual(photo);
  return photo;
};

describe('a deputy’s photo', () => {
  test('is public once it was screened, while the deputy agrees', async ({ work }) => {
    await aDistrict(work.stage);
    const { personId, self } = await aDeputy(work);
    const id = await put(work, self, { personId });
    await agree(work, self, { personId });
    expect(await publicPhoto(work, personId)).toBeNull();
    await expect(seen(work, visitor, id)).rejects.toEqual(notFound);
    await screen(work, id);
    expect(await publicPhoto(work, personId)).toEqual({ id, version: 2 });
    expect((await seen(work, visitor, id)).attachment.id).toBe(id);

    await agree(work, self, { personId, isGiven: false });
    expect(await publicPhoto(work, personId)).toBeNull();
    await expect(seen(work, visitor, id)).rejects.toEqual(notFound);
    await expect(seen(work, actorIn('town-officer', GUANLAN), id)).rejects.toEqual(notFound);
    for (const who of [self, officer]) expect((await seen(work, who, id)).attachment.id).toBe(id);
  });

  test('stays until the next one was screened; the one before is seen by nobody outside then', async ({ work }) => {
    await aDistrict(work.stage);
    const { personId, self } = await aDeputy(work);
    await agree(work, officer, { personId });
    const first = await put(work, officer, { personId, content: await aNoise(1) });
    await screen(work, first);
    const later = {
      ...work,
      stage: { ...work.stage, recordedNow: () => work.stage.recordedNow().add({ minutes: 1 }) },
    };
    const second = await put(later, self, { personId, content: await aNoise(2) });
    expect((await publicPhoto(work, personId))?.id).toBe(first);
    await screen(work, second);
    expect((await publicPhoto(work, personId))?.id).toBe(second);
    await expect(seen(work, visitor, first)).rejects.toEqual(notFound);
    await takeAttachmentDown(work, officer, { id: second, version: 2, reason: '本人要求换一张' });
    expect((await publicPhoto(work, personId))?.id).toBe(first);
    const { portraits } = await ask(work.stage, self, { query: readPerson, input: { personId } });
    expect(portraits).toEqual([{ id: first, version: 2, screening: 'shown', isPublic: true }]);
    const { tables } = await ask(work.stage, self, { query: exportPerson, input: { personId } });
    expect(tables.portraits).toMatchObject([{ id: first, name: '本人.jpg', screening: 'shown' }]);
  });

  test('is the deputy’s own to take down, whoever took it in, and its files go', async ({ work }) => {
    await aDistrict(work.stage);
    const { personId, self } = await aDeputy(work);
    const id = await put(work, officer, { personId });
    await agree(work, self, { personId });
    await screen(work, id);
    const other = await aDeputy(work, '李明');
    await expect(perform(work.stage, other.self, { useCase: dropPortrait, input: { personId } })).rejects.toMatchObject(
      { kind: 'forbidden' },
    );
    expect(await perform(work.stage, self, { useCase: dropPortrait, input: { personId } })).toEqual({
      isChanged: true,
    });
    expect(await perform(work.stage, self, { useCase: dropPortrait, input: { personId } })).toEqual({
      isChanged: false,
    });
    expect(await publicPhoto(work, personId)).toBeNull();
    await expect(seen(work, officer, id)).rejects.toEqual(notFound);
    expect(await rowOf(work, id)).toMatchObject({ sha256: null, screening: 'refused' });
    const old = work.stage.recordedNow().epochMilliseconds - 2 * 3_600_000;
    for (const name of filesIn(work)) utimesSync(join(work.files.folder, name), new Date(old), new Date(old));
    await sweepFiles(work, clock);
    expect(filesIn(work)).toEqual([]);
  });

  test('is a picture, of one’s own, or of whoever the officer manages', async ({ work }) => {
    await aDistrict(work.stage);
    const { personId, self } = await aDeputy(work);
    await expect(put(work, self, { personId, content: aPdf() })).rejects.toMatchObject({
      code: 'person.portrait-is-no-picture',
    });
    const other = await aDeputy(work, '李明');
    await expect(put(work, other.self, { personId })).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(put(work, actorIn('town-officer', GUANLAN), { personId })).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  test('goes along when two records are one person, comes back, and is erased with the person', async ({ work }) => {
    await aDistrict(work.stage);
    const kept = await aDeputy(work, '王建国');
    const { personId: goneId } = await aPost(work.stage, {
      ...{ region: SHIQIAO, name: '王建国', level: 'county', listings: { 2020: '第一小组' } },
    });
    const district = actorIn('district-officer', DISTRICT);
    await agree(work, district, { personId: goneId });
    const id = await put(work, district, { personId: goneId });
    await screen(work, id);
    const merge = { useCase: mergePeople, input: { keptId: kept.personId, goneId } };
    const { moveId } = await perform(work.stage, district, merge);
    expect((await publicPhoto(work, kept.personId))?.id).toBe(id);
    await perform(work.stage, district, { useCase: undoMove, input: { moveId } });
    expect(await publicPhoto(work, kept.personId)).toBeNull();
    expect((await publicPhoto(work, goneId))?.id).toBe(id);
    const erase = { useCase: erasePersonalData, input: { personId: goneId, name: '王建国' } };
    await perform(work.stage, district, erase);
    expect(await rowOf(work, id)).toMatchObject({ sha256: null, screening: 'refused' });
  });
});
