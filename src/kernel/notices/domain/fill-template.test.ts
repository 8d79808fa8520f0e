import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutToBytes, fillTemplate } from './fill-template.ts';
import { maskAddress } from './mask-address.ts';

const values = { phone: '13900001234', text: '逾期：“路灯”', id: '1' };

describe('a template', () => {
  it('is filled where it names a value, and nowhere else', () => {
    expect(fillTemplate('{"to":"{phone}","n":{"a":1},"x":"{other}"}', values, 'json')).toBe(
      '{"to":"13900001234","n":{"a":1},"x":"{other}"}',
    );
    expect(fillTemplate('to={phone}&text={text}', values, 'form')).toBe(
      `to=13900001234&text=${encodeURIComponent(values.text)}`,
    );
  });

  it('holds each value whole, whatever is in it', () => {
    const any = fc.record({ phone: fc.string(), text: fc.string({ unit: 'binary' }), id: fc.string() });
    fc.assert(
      fc.property(any, (given) => {
        const json = fillTemplate('{"phone":"{phone}","text":"{text}","id":"{id}"}', given, 'json');
        expect(JSON.parse(json)).toEqual(given);
        const form = new URLSearchParams(fillTemplate('phone={phone}&text={text}&id={id}', given, 'form'));
        expect(Object.fromEntries(form)).toEqual(given);
      }),
    );
  });

  it('cuts a text to bytes, between characters', () => {
    expect(cutToBytes('践诺', 6)).toBe('践诺');
    expect(cutToBytes('践诺践诺', 10)).toBe('践诺…');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 60 }), (text, most) => {
        const cut = cutToBytes(text, most);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(Math.max(most, 3));
        expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('an address that is shown', () => {
  it.each([
    ['wang.jianguo@dais.example', 'w***@dais.example'],
    ['13900001234', '139****1234'],
    ['12345', '****'],
    ['', '****'],
  ])('%s: %s', (address, shown) => expect(maskAddress(address)).toBe(shown));
});
