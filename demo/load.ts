import { COUNTRY } from '#kernel/contract.ts';
import { findSetting, importRegions, insertSetting, perform } from '#kernel/index.server.ts';
import { importFiles, setProgrammeScope } from '#modules/deputies/index.server.ts';
import { type Store, operatorOf } from '../src/composition.server.ts';
import { generateDistrict, programmeScope } from './index.ts';
import { loadDemonstrationStations } from './stations.ts';

type Say = (line: { readonly zh: string; readonly en: string }) => void;

const TELL_EVERY_MS = 2000;

/** A line now and then, so that whoever waits sees that something is being done. */
function teller(say: Say) {
  let last = performance.now();
  return (done: number, total: number): void => {
    if (performance.now() - last < TELL_EVERY_MS) return;
    last = performance.now();
    const share = Math.round((100 * done) / total);
    say({ zh: `正在导入演示区县：${share}%`, en: `Importing the demonstration district: ${share}%` });
  };
}

/** Whether a store is a demonstration's that has nothing yet, or was cut off while it was loaded. */
export async function isDemonstrationDue({ mode, stage, home }: Store): Promise<boolean> {
  const { database } = stage;
  if (mode !== 'demo' || (await findSetting(database, 'demo-loaded')) !== undefined) return false;
  const isBegun = (await findSetting(database, 'demo-begun')) !== undefined;
  return (isBegun || (await home()) === COUNTRY) && stage.hasRoom();
}

/**
 * Loads the demonstration district into a store that has nothing yet, through the import that every office has. Cut off
 * half-way it goes on at the next start: files that are in already change nothing.
 */
export async function loadDemonstration(store: Store, say: Say): Promise<void> {
  const { stage, home } = store;
  const { database } = stage;
  await insertSetting(database, 'demo-begun', '1');
  say({ zh: '正在生成演示区县的表格……', en: 'Writing the workbooks of the demonstration district …' });
  const district = generateDistrict();
  const records = district.regions.map(({ code, name }) => [code, name]);
  await perform(stage, operatorOf(COUNTRY), { useCase: importRegions, input: { records } });
  const operator = operatorOf(await home());
  for (const scope of programmeScope) {
    await perform(stage, operator, {
      useCase: setProgrammeScope,
      input: { year: scope.year, levels: [...scope.levels] },
    });
  }
  const files = [...district.files];
  const options = { dryRun: false, partial: false };
  const report = await importFiles(stage, operator, { files, options, onProgress: teller(say) });
  const bad = report.files.find((file) => file.status !== 'ok');
  if (bad !== undefined)
    throw new Error(`the demonstration's ${bad.file} was not taken in: ${JSON.stringify(bad).slice(0, 500)}`);
  await loadDemonstrationStations(store, operator);
  await insertSetting(database, 'demo-loaded', '1');
}
