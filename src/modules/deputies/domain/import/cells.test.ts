import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readBirthMonth,
  readCompletion,
  readDay,
  readDue,
  readKind,
  readLevels,
  readName,
  readPhone,
  readQuantity,
  readTerm,
  readText,
  readYesNo,
} from './cells.ts';

const ok = <Value>(value: Value) => ({ ok: true, value });
const wrong = (code: string) => ({ ok: false, code });

const day = fc
  .date({ min: new Date('1950-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('a day', () => {
  it.each([
    ['2020-10-28', '2020-10-28'],
    ['2020/10/28', '2020-10-28'],
    ['2020.10.28', '2020-10-28'],
    ['2020.1.5', '2020-01-05'],
    ['2020年10月28日', '2020-10-28'],
    ['２０２０年１０月２８日', '2020-10-28'],
    ['2020年 9月', '2020-09-30'],
    ['2020.2', '2020-02-29'],
    ['2020-09底', '2020-09-30'],
    ['10月底前', '2020-10-31'],
    ['6月30日前', '2020-06-30'],
    ['9月', '2020-09-30'],
    ['年底前', '2020-12-31'],
    ['2020年底', '2020-12-31'],
    ['20201028', '2020-10-28'],
    ['2020-10-28 00:00:00', '2020-10-28'],
    ['44132', '2020-10-28'],
    [44132, '2020-10-28'],
    [44132.75, '2020-10-28'],
    [20201028, '2020-10-28'],
    [{ day: '2020-10-28' }, '2020-10-28'],
    ['', null],
    ['/', null],
    [null, null],
    [undefined, null],
  ])('%j is %s', (cell, expected) => expect(readDay(cell, 2020)).toEqual(ok(expected)));

  it.each([
    ['2020-02-30', 'day-impossible'],
    ['2019年2月29日', 'day-impossible'],
    ['2020年13月', 'day-impossible'],
    ['13月底前', 'day-impossible'],
    ['2020-00-10', 'day-impossible'],
    ['尽快', 'day-unreadable'],
    ['2020', 'day-unreadable'],
    [7, 'day-unreadable'],
    [true, 'day-unreadable'],
  ])('%j is %s', (cell, code) => expect(readDay(cell, 2020)).toEqual(wrong(code)));

  it('without a year of the row, `10月底前` cannot be read', () => {
    expect(readDay('10月底前', undefined)).toEqual(wrong('day-unreadable'));
  });

  it('is the same day in every way of writing it', () => {
    fc.assert(
      fc.property(day, (iso) => {
        const [year = 0, month = 0, date = 0] = iso.split('-').map(Number);
        const serial = Temporal.PlainDate.from('1899-12-30').until(iso, { largestUnit: 'days' }).days;
        for (const cell of [
          iso,
          serial,
          { day: iso },
          `${year}/${month}/${date}`,
          `${year}.${month}.${date}`,
          `${year}年${month}月${date}日`,
          ` ${year} 年 ${month} 月 ${date} 日 `,
          `${month}月${date}日`,
        ]) {
          expect(readDay(cell, year)).toEqual(ok(iso));
        }
      }),
    );
  });

  it.each([NaN, Infinity, -Infinity, -1, 1e300])('is not read out of the number %d', (cell) => {
    expect(readDay(cell, 2020)).toMatchObject({ ok: false });
  });

  it('never throws, whatever is in the cell', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.double(), fc.boolean()), (cell) => {
        const reading = readDay(cell, 2020);
        if (reading.ok && reading.value !== null) expect(reading.value).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      }),
    );
  });
});

describe('a due date', () => {
  it.each([
    ['长期', { day: null, note: '长期' }],
    ['长期坚持', { day: null, note: '长期坚持' }],
    ['10月底前', { day: '2020-10-31', note: null }],
    ['', { day: null, note: null }],
    ['无', { day: null, note: null }],
  ])('%s', (cell, expected) => expect(readDue(cell, 2020)).toEqual(ok(expected)));
});

describe('levels', () => {
  it.each([
    ['区', ['county']],
    ['区、镇', ['county', 'township']],
    ['镇，区', ['county', 'township']],
    ['市、区、镇', ['provincial', 'county', 'township']],
    ['区镇', ['county', 'township']],
    ['区人大代表', ['county']],
    ['区级', ['county']],
    ['市人大代表/区人大代表', ['provincial', 'county']],
    ['全国', ['national']],
    ['乡镇', ['township']],
    ['区 镇', ['county', 'township']],
    ['镇、镇', ['township']],
    ['', []],
  ])('%s', (cell, expected) => expect(readLevels(cell)).toEqual(ok(expected)));

  it.each(['村', '区、村', '代表'])('%s is not a level', (cell) =>
    expect(readLevels(cell)).toEqual(wrong('level-unknown')),
  );
});

describe('completion', () => {
  it.each(['已完成', '完成', '√', '100%', '100', '1', 1, '办结', '已完成，共安装20盏', '是', '已 完 成'])(
    '%s is done',
    (cell) => expect(readCompletion(cell)).toEqual(ok('done')),
  );
  it.each(['推进中', '未完成', '进行中', '60%', 0.6, '', null, '基本完成', '×', '正在推进（已完成80%）'])(
    '%s is open',
    (cell) => expect(readCompletion(cell)).toEqual(ok('open')),
  );
  it('an own export may say withdrawn', () => expect(readCompletion('已撤回')).toEqual(ok('withdrawn')));
  it.each(['也许', '完', '完成度不明'])('%s is not known', (cell) =>
    expect(readCompletion(cell)).toEqual(wrong('status-unknown')),
  );
});

describe('other cells', () => {
  it.each([
    ['共性', ok('common')],
    ['共性承诺', ok('common')],
    ['个性类', ok('personal')],
    ['', ok('unspecified')],
    ['重要', wrong('kind-unknown')],
  ])('kind %s', (cell, expected) => expect(readKind(cell)).toEqual(expected));

  it.each([
    ['138 0000 1234', ok('13800001234')],
    ['１３８００００１２３４', ok('13800001234')],
    ['+86 13800001234', ok('13800001234')],
    ['023-4567 8901', ok('02345678901')],
    [13800001234, ok('13800001234')],
    ['', ok(null)],
    ['13800001234/13900001234', wrong('phone-unreadable')],
    ['见备注', wrong('phone-unreadable')],
  ])('phone %s', (cell, expected) => expect(readPhone(cell)).toEqual(expected));

  it.each([
    ['是', ok(true)],
    ['√', ok(true)],
    ['否', ok(false)],
    [true, ok(true)],
    ['', ok(null)],
    ['看情况', wrong('yes-no-unknown')],
  ])('yes or no %s', (cell, expected) => expect(readYesNo(cell)).toEqual(expected));

  it.each([
    ['2017.01-2021.12', ok({ from: '2017-01-01', to: '2021-12-31' })],
    ['2019年3月至今', ok({ from: '2019-03-01', to: null })],
    ['2017-01-15至2020-06-30', ok({ from: '2017-01-15', to: '2020-06-30' })],
    ['2017年1月—2021年12月', ok({ from: '2017-01-01', to: '2021-12-31' })],
    ['2019.3', ok({ from: '2019-03-01', to: null })],
    ['2017-01-15至今', ok({ from: '2017-01-15', to: null })],
    [{ day: '2019-03-05' }, ok({ from: '2019-03-05', to: null })],
    ['', ok({ from: null, to: null })],
    ['2021.12-2017.01', wrong('term-unreadable')],
    ['上一届起', wrong('term-unreadable')],
  ])('term %j', (cell, expected) => expect(readTerm(cell)).toEqual(expected));

  it.each([
    ['1970.03', ok('1970-03')],
    ['1970年3月', ok('1970-03')],
    ['197003', ok('1970-03')],
    [197003, ok('1970-03')],
    [1970.03, ok('1970-03')],
    [1970.1, ok('1970-10')],
    ['1970-03-15', ok('1970-03')],
    [{ day: '1970-03-15' }, ok('1970-03')],
    ['', ok(null)],
    ['七十年代', wrong('birth-month-unreadable')],
  ])('month of birth %j', (cell, expected) => expect(readBirthMonth(cell)).toEqual(expected));

  it('tidies names: no space inside Chinese ones, single ones in Latin ones', () => {
    expect(readName('王 伟')).toBe('王伟');
    expect(readName('　王　伟 ')).toBe('王伟');
    expect(readName('𠅤 明')).toBe('𠅤明');
    expect(readName('Anna  Maria')).toBe('Anna Maria');
  });

  it('keeps what people wrote, but for white space around and inside', () => {
    expect(readText('  带动，18 户\u200B  农户 \n 增收 ')).toBe('带动，18 户 农户\n增收');
    expect(readText('   ')).toBeNull();
    expect(readText('a\u0000b')).toBe('ab');
  });
});

describe('a quantity', () => {
  it.each([
    ['20盏', { measure: '', quantity: '20', unit: '盏' }],
    ['安装路灯 20 盏', { measure: '安装路灯', quantity: '20', unit: '盏' }],
    ['带动农户不少于18户', { measure: '带动农户', quantity: '18', unit: '户' }],
    ['修路1.20公里', { measure: '修路', quantity: '1.2', unit: '公里' }],
    ['筹资3万元', { measure: '筹资', quantity: '30000', unit: '元' }],
    ['1.5万元', { measure: '', quantity: '15000', unit: '元' }],
    ['增收5,000元以上', { measure: '增收', quantity: '5000', unit: '元' }],
    ['２０盏', { measure: '', quantity: '20', unit: '盏' }],
    ['007个', { measure: '', quantity: '7', unit: '个' }],
  ])('%s', (text, expected) => expect(readQuantity(text)).toEqual(expected));

  it.each(['', '长期', '20', '3村20户', '每月4户，全年48户', '1234567890123456789个'])('%s is words only', (text) =>
    expect(readQuantity(text)).toBeNull(),
  );
});
