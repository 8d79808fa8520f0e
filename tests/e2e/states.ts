import type { Page } from '@playwright/test';
import { linkOn } from './addresses.ts';
import type { Reader } from './readers.ts';

/** A page in a state that opening its route does not show: an empty list, a filter, a step of a life. */
interface State {
  readonly address: string | ((page: Page) => Promise<string>);
  readonly status: number;
}

const shown = (...addresses: readonly State['address'][]): readonly State[] =>
  addresses.map((address) => ({ address, status: 200 }));

const inState = (state: string) => (page: Page) =>
  linkOn(page, `/office/commitments?state=${state}&year=all&sort=text`, 'tbody .text a');

/** The states that are looked at, by whom. */
export const STATES: Readonly<Partial<Record<Reader, readonly State[]>>> = {
  visitor: [...shown('/wall?q=zzzz', '/figures?by=town'), { address: '/nowhere', status: 404 }],
  shiqiao: shown(
    '/office/commitments?q=zzzzzz',
    '/office/commitments/new?q=wang',
    inState('submitted'),
    inState('claimed'),
    inState('fulfilled'),
  ),
  district: shown(
    `/office/congress?level=township&congress=${encodeURIComponent('第二十届')}&firstDay=2020-10-01&year=2020`,
    '/office/print?kind=wall&town=500199103000',
    '/office/print?kind=door&town=500199101000',
  ),
  auditor: shown('/office/accounts?role=deputy&state=open'),
};
