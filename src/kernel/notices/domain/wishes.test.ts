import { describe, expect, it } from 'vitest';
import { PERSONAL_CHANNELS, isWanted, webhooksFor } from './wishes.ts';

const overdue = { kind: 'deputies.overdue', isMandatory: false };

describe('what somebody wants to be told', () => {
  it('is all in the product and by e-mail, and nothing by text message, unless they say so', () => {
    expect(PERSONAL_CHANNELS.filter((channel) => isWanted(overdue, channel, []))).toEqual(['in-app', 'email']);
    const wishes = PERSONAL_CHANNELS.map((channel) => ({ kind: overdue.kind, channel, isWanted: channel === 'sms' }));
    expect(PERSONAL_CHANNELS.filter((channel) => isWanted(overdue, channel, wishes))).toEqual(['sms']);
  });

  it('is of one kind, and says nothing about another', () => {
    const wishes = [{ kind: 'deputies.stalled', channel: 'email', isWanted: false }];
    expect(isWanted(overdue, 'email', wishes)).toBe(true);
  });

  it('does not keep what is mandatory out of the product, only from the other channels', () => {
    const wishes = PERSONAL_CHANNELS.map((channel) => ({ kind: overdue.kind, channel, isWanted: false }));
    const mandatory = { ...overdue, isMandatory: true };
    expect(PERSONAL_CHANNELS.filter((channel) => isWanted(mandatory, channel, wishes))).toEqual(['in-app']);
  });
});

describe('the webhooks of a group', () => {
  const lineage = ['000000000000', '500000000000', '500100000000', '500199000000', '500199101000'];
  const all = { name: '*' };
  const officers = { name: 'town-officer', role: 'town-officer' };
  const district = { name: '*@500199000000', region: '500199000000' };
  const town = { name: 'town-officer@500199101000', role: 'town-officer', region: '500199101000' };
  const elsewhere = { name: '*@500199102000', region: '500199102000' };
  const named = (...targets: Parameters<typeof webhooksFor>[1][number][]) =>
    webhooksFor({ role: 'town-officer', lineage }, targets).map(({ name }) => name);

  it('are those closest to it', () => {
    expect(named(all, officers, district, town, elsewhere)).toEqual([town.name]);
    expect(named(all, officers, district)).toEqual([district.name]);
    expect(named(all, officers)).toEqual([officers.name]);
    expect(named(all)).toEqual([all.name]);
  });

  it('are none where none fits', () => {
    expect(named(elsewhere, { name: 'deputy', role: 'deputy' })).toEqual([]);
    expect(named()).toEqual([]);
  });
});
