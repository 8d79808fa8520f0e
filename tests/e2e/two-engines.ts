import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { type Page, expect } from '@playwright/test';
import type { Checker } from 'accessibility-checker-engine';
import { expectNoSidewaysScroll } from './support.ts';

/** The second engine, IBM's Equal Access: one file, which asks nothing of a network. */
const SECOND_ENGINE = readFileSync(fileURLToPath(import.meta.resolve('accessibility-checker-engine')), 'utf8');

const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Rules of the second engine that are not followed, each with its reason. */
const WAIVED: Readonly<Record<string, string>> = {
  aria_form_label_unique:
    'A form without a name is no landmark (HTML-AAM, and axe); a button in a row needs no second name.',
  input_checkboxes_grouped:
    'The shared name tells how the form is read; the groups are fieldsets, each with its legend.',
};

interface SecondEngine {
  readonly ace: { readonly Checker: typeof Checker };
}

/** What axe finds on the page, as one line a rule. */
async function findingsOfAxe(page: Page): Promise<string[]> {
  // Legacy mode leaves out the blank page that is opened for frames of other origins: there are none, and it takes half of the time.
  const { violations } = await new AxeBuilder({ page }).withTags(AXE_TAGS).setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => `axe ${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

/** What the second engine calls a violation of WCAG 2.2, as one line an element; what it only suspects is left out. */
async function findingsOfAce(page: Page): Promise<string[]> {
  await page.evaluate(SECOND_ENGINE);
  const results = await page.evaluate(async () => {
    const { ace } = window as unknown as SecondEngine;
    const report = await new ace.Checker().check(document, ['WCAG_2_2']);
    return report.results.map(({ ruleId, value, message, snippet, path }) => ({
      ruleId,
      verdict: value.join(' '),
      line: `ace ${ruleId}: ${message} ${path['dom'] ?? ''} ${snippet.slice(0, 200)}`,
    }));
  });
  return results
    .filter(({ ruleId, verdict }) => verdict === 'VIOLATION FAIL' && !Object.hasOwn(WAIVED, ruleId))
    .map(({ line }) => line);
}

/** What either engine finds wrong on the page, with what is folded away unfolded. */
export async function findingsOf(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  return [...(await findingsOfAxe(page)), ...(await findingsOfAce(page))];
}

/** Expects that neither engine finds anything, and that the page does not scroll sideways; goes on to find more if not. */
export async function expectAccessible(page: Page): Promise<void> {
  await expectNoSidewaysScroll(page);
  expect.soft(await findingsOf(page), page.url()).toEqual([]);
}
