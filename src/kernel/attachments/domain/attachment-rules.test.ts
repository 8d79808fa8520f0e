import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RegionCode, isWithin } from '../../values/region-code.ts';
import { unreachableStates } from '../../values/life.ts';
import { ROLES } from '../../use-case/define-use-case.ts';
import { BlurArea, SCREENINGS, SCREENING_LIFE, attachmentPath } from './attachment.ts';
import { cleanName } from './clean-name.ts';
import { type Verdict, decideScreening } from './decide-screening.ts';
import { attachmentErrors } from './errors.ts';
import { mayKnow, mayScreen, mayView } from './may-view.ts';

const REGIONS = [
  '000000000000',
  '500000000000',
  '500199000000',
  '500199101000',
  '500199101201',
  '500199102000',
  '510000000000',
];
const region = fc.constantFrom(...REGIONS).map((code) => RegionCode.parse(code));

describe('who may view an attachment', () => {
  test('is as a small oracle says, for every role, region and state', () => {
    const viewer = fc.record({
      id: fc.constantFrom('sender', 'other', 'visitor', 'operator'),
      role: fc.constantFrom(...ROLES),
      region,
      unit: fc.constantFrom('第一站', '第二站'),
    });
    const attachment = fc.record({
      state: fc.constantFrom('received' as const, 'processed' as const, 'refused' as const),
      screening: fc.constantFrom(...SCREENINGS),
      region,
      unit: fc.constantFrom('第一站', '第二站', null),
      receivedBy: fc.constantFrom('sender', 'operator', 'visitor'),
    });
    const office = new Set(['district-officer', 'town-officer', 'station-clerk', 'auditor', 'operator']);
    fc.assert(
      fc.property(viewer, attachment, (who, what) => {
        const isThere = what.state === 'processed' && what.screening !== 'refused';
        const isTheirs = who.role !== 'station-clerk' || who.unit === what.unit;
        const isOffice = office.has(who.role) && isWithin(what.region, who.region) && isTheirs;
        const isSender = who.id === what.receivedBy && !['visitor', 'operator', 'clock'].includes(who.role);
        const maySee = isThere && (what.screening === 'shown' || isOffice || isSender);
        expect(mayView(who, what)).toBe(maySee);
        expect(mayScreen(who, what)).toBe(isOffice);
        expect(mayKnow(who, what)).toBe(maySee || (what.screening === 'refused' && isSender));
      }),
    );
  });

  test('a visitor sees what was screened and nothing else', () => {
    const visitor = { id: 'visitor', role: 'visitor', region: RegionCode.parse('500199000000') };
    const waiting = {
      state: 'processed',
      screening: 'waiting',
      region: visitor.region,
      unit: null,
      receivedBy: 'visitor',
    } as const;
    expect(mayView(visitor, waiting)).toBe(false);
    expect(mayView(visitor, { ...waiting, screening: 'shown' })).toBe(true);
    expect(mayView(visitor, { ...waiting, screening: 'refused' })).toBe(false);
  });
});

describe('screening', () => {
  const picture = { state: 'processed', screening: 'waiting', kind: 'picture', version: 3, blurred: [] } as const;
  const area = { x: 10, y: 10, width: 20, height: 20 };
  const show: Verdict = { action: 'show', showsResidents: false, areas: [] };
  const refuse: Verdict = { action: 'refuse', reason: '能认出居民' };

  test('reaches every state', () => {
    expect(unreachableStates(SCREENING_LIFE, 'waiting', SCREENINGS)).toEqual([]);
  });

  test('shows, blurs further and takes down; what was refused stays so', () => {
    expect(decideScreening(picture, show, 3)).toBe('shown');
    expect(decideScreening({ ...picture, screening: 'shown' }, { ...show, areas: [area] }, 3)).toBe('shown');
    expect(decideScreening({ ...picture, screening: 'shown' }, refuse, 3)).toBe('refused');
    for (const verdict of [show, refuse]) {
      expect(() => decideScreening({ ...picture, screening: 'refused' }, verdict, 3)).toThrow('changed-meanwhile');
    }
  });

  test('decides on nothing but what was seen', () => {
    expect(() => decideScreening(picture, show, 2)).toThrow('attachments.changed-meanwhile');
    expect(() => decideScreening(picture, refuse, 4)).toThrow('attachments.changed-meanwhile');
    expect(() => decideScreening({ ...picture, state: 'received' }, show, 3)).toThrow('attachments.not-ready');
    expect(() => decideScreening({ ...picture, state: 'refused' }, show, 3)).toThrow('changed-meanwhile');
  });

  test('shows no picture in which residents can be recognised', () => {
    const residents: Verdict = { action: 'show', showsResidents: true, areas: [] };
    expect(() => decideScreening(picture, residents, 3)).toThrow('attachments.blur-first');
    expect(decideScreening(picture, { ...residents, areas: [area] }, 3)).toBe('shown');
    expect(decideScreening({ ...picture, blurred: [area] }, residents, 3)).toBe('shown');
  });

  test('blurs pictures only, and refuses only with a reason', () => {
    expect(() => decideScreening({ ...picture, kind: 'document' }, { ...show, areas: [area] }, 3)).toThrow(
      'no-picture',
    );
    expect(decideScreening({ ...picture, kind: 'document' }, show, 3)).toBe('shown');
    expect(() => decideScreening(picture, { action: 'refuse', reason: ' 无 ' }, 3)).toThrow('attachments.reason');
  });

  test.each([
    [{ x: 0, y: 0, width: 100, height: 100 }, true],
    [{ x: 99.9, y: 0, width: 0.1, height: 1 }, true],
    [{ x: 50, y: 0, width: 60, height: 1 }, false],
    [{ x: -1, y: 0, width: 10, height: 1 }, false],
    [{ x: 0, y: 0, width: 0, height: 1 }, false],
    [{ x: Number.NaN, y: 0, width: 1, height: 1 }, false],
    [{ x: 0, y: 0, width: 1, height: 1, more: 1 }, false],
  ])('an area %j lies within the picture: %s', (given, isGood) => {
    expect(BlurArea.safeParse(given).success).toBe(isGood);
  });

  test('every problem says what to do in both languages', () => {
    for (const make of Object.values(attachmentErrors)) {
      const { says } = make('code', { zh: '一句话。', en: 'A sentence.' });
      expect(says.zh).toMatch(/[。？]$/);
      expect(says.en).toMatch(/[.?]$/);
    }
  });
});

describe('the name of a file', () => {
  test.each([
    ['照片.JPG', 'jpeg', '照片.jpg'],
    ['C:\\Users\\me\\before.png', 'png', 'before.png'],
    ['../../etc/passwd', 'pdf', 'passwd.pdf'],
    ['/absolute/路灯.webp', 'jpeg', '路灯.jpg'],
    ['photo.php.jpg', 'jpeg', 'photo.php.jpg'],
    ['evil\u202Egpj.exe', 'jpeg', 'evilgpj.jpg'],
    ['a\r\nSet-Cookie: x=1.pdf', 'pdf', 'aSet-Cookie x=1.pdf'],
    ['"quoted" <b>.docx', 'docx', 'quoted b.docx'],
    ['', 'gif', 'file.gif'],
    ['...', 'gif', 'file.gif'],
    ['.htaccess', 'jpeg', 'file.jpg'],
    ['\uD800bad.jpg', 'jpeg', '\uFFFDbad.jpg'],
    ['𠅤'.repeat(200), 'pdf', `${'𠅤'.repeat(120)}.pdf`],
  ])('%j becomes %s of %s', (given, extension, name) => {
    expect(cleanName(given, extension)).toBe(name);
  });

  test('is one harmless name, whatever the sender says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (given) => {
        const name = cleanName(given, 'pdf');
        expect(name).toMatch(/^[^/\\:*?"<>|\p{Cc}\p{Cf}]+\.pdf$/u);
        expect(name.startsWith('.')).toBe(false);
        expect(Array.from(name).length).toBeLessThanOrEqual(124);
        expect(cleanName(name, 'pdf')).toBe(name);
      }),
    );
  });
});

test('the address of a picture carries its version', () => {
  expect(attachmentPath({ id: 'a', version: 2 }, 'small')).toBe('/attachments/a/small?v=2');
});
