import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type ICruiseResult, type IFlattenedRuleSet, cruise } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import configuration from '../../.dependency-cruiser.mjs';

/** Each wall with something that breaks it: a file, and what it imports. */
const PLANTED: readonly (readonly [rule: string, from: string, imports: string])[] = [
  ['no-cycles', 'src/modules/lending/store/a.ts', './b.ts'],
  ['modules-are-strangers', 'src/modules/lending/use-cases/lend.ts', '../../deputies/contract.ts'],
  ['front-doors', 'src/api/inside.ts', '../modules/deputies/store/rows.ts'],
  ['front-doors', 'src/cli/inside.ts', '../kernel/values/time.ts'],
  ['kernel-front-doors', 'src/modules/lending/store/inside.ts', '../../../kernel/values/time.ts'],
  ['kernel-knows-no-module', 'src/kernel/people/module.ts', '../../modules/deputies/contract.ts'],
  ['platform-knows-no-domain', 'src/platform/clock.ts', '../kernel/contract.ts'],
  ['domain-is-pure', 'src/modules/deputies/domain/disk.ts', 'node:fs'],
  ['domain-is-pure', 'src/modules/deputies/domain/sql.ts', '../store/rows.ts'],
  ['domain-is-pure', 'src/modules/deputies/domain/figures/platform.ts', '../../../../platform/log.ts'],
  ['contract-is-browser-safe', 'src/modules/lending/contract.ts', '../../platform/log.ts'],
  ['contract-is-browser-safe', 'src/modules/deputies/contract/words.ts', '../store/rows.ts'],
  ['browser-sees-contracts-only', 'src/routes/(public)/+page.svelte', '../../modules/deputies/index.server.ts'],
  ['browser-sees-contracts-only', 'src/routes/(public)/+layout.ts', '../../platform/log.ts'],
  ['ui-knows-no-domain', 'src/lib/ui/DeputyName.ts', '../../modules/deputies/contract.ts'],
  ['only-store-writes-sql', 'src/modules/lending/use-cases/sql.ts', 'kysely'],
  ['only-store-writes-sql', 'src/server/sql.ts', 'pg'],
  ['no-test-code-in-product', 'src/server/actors.ts', '../../tests/support/actors.ts'],
  ['resolvable', 'src/server/lost.ts', './nowhere.ts'],
];

/** What the walls let through: none of these is told of. */
const SOUND: Readonly<Record<string, string>> = {
  'src/modules/lending/store/b.ts': "import './a.ts';",
  'src/modules/deputies/contract.ts': "import '../../kernel/contract.ts';",
  'src/modules/deputies/index.server.ts': "import './use-cases/promise.ts';",
  'src/modules/deputies/use-cases/promise.ts':
    "import '../../../kernel/index.server.ts'; import '../store/rows.ts'; import '../domain/rule.ts';",
  'src/modules/deputies/domain/rule.ts': "import '../contract.ts';",
  'src/modules/deputies/store/rows.ts': "import 'kysely'; import '../../../platform/log.ts';",
  'src/kernel/contract.ts': "import './values/time.ts';",
  'src/kernel/index.server.ts': "import './contract.ts';",
  'src/kernel/values/time.ts': 'export {};',
  'src/platform/log.ts': "import 'node:fs';",
  'src/platform/database/database.ts': "import 'pg';",
  'src/routes/(public)/+page.server.ts': "import '../../modules/deputies/index.server.ts';",
  'src/routes/(public)/Card.svelte': '<script lang="ts">import "../../modules/deputies/contract.ts";</script>',
  'src/modules/deputies/use-cases/promise.test.ts': "import '../../../../tests/support/actors.ts';",
  'src/routes/types.ts': "import './$types'; import '$app/env';",
  'tests/support/actors.ts': 'export {};',
  'node_modules/kysely/index.js': 'export {};',
  'node_modules/kysely/package.json': '{ "name": "kysely", "version": "1.0.0", "main": "index.js" }',
  'node_modules/pg/index.js': 'export {};',
  'node_modules/pg/package.json': '{ "name": "pg", "version": "1.0.0", "main": "index.js" }',
  // What a compiled page imports.
  'node_modules/svelte/index.js': 'export {};',
  'node_modules/svelte/package.json':
    '{ "name": "svelte", "version": "5.0.0", "exports": { "./internal/*": "./index.js" } }',
  'package.json': '{ "type": "module", "dependencies": { "kysely": "1", "pg": "1", "svelte": "5" } }',
};

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function plant(root: string): void {
  for (const [path, text] of Object.entries(SOUND)) write(root, path, text);
  for (const [, from, imports] of PLANTED) {
    const text = `import '${imports}';`;
    write(root, from, from.endsWith('.svelte') ? `<script lang="ts">${text}</script>` : text);
  }
}

describe('the walls', () => {
  const root = mkdtempSync(join(tmpdir(), 'jiannuo-walls-'));
  let found: readonly { rule: string; from: string; to: string }[] = [];

  beforeAll(async () => {
    plant(root);
    const { forbidden, options } = configuration;
    // The fixture has no tsconfig.json of its own.
    const { tsConfig: _, ...settings } = options ?? {};
    const ruleSet = { forbidden } as IFlattenedRuleSet;
    const result = await cruise(['src'], { ...settings, ruleSet, baseDir: root, validate: true });
    const { violations } = (result.output as ICruiseResult).summary;
    found = violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
  });

  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  test.each(PLANTED)('%s catches %s with %s', (rule, from) => {
    expect(found).toContainEqual(expect.objectContaining({ rule, from }));
  });

  test('let through what is sound', () => {
    const sound = new Set(Object.keys(SOUND).filter((path) => !path.endsWith('store/b.ts')));
    expect(found.filter(({ from }) => sound.has(from))).toEqual([]);
  });

  test('each rule has been seen to fail', () => {
    const planted = new Set(PLANTED.map(([rule]) => rule));
    expect(configuration.forbidden?.map(({ name }) => name).filter((name) => !planted.has(name ?? ''))).toEqual([]);
  });
});
