import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateDistrict } from './index.ts';

/** `node demo/write-files.ts FOLDER`: writes all files of the demonstration, for people to look at. */
async function main(folder: string | undefined): Promise<void> {
  if (folder === undefined) {
    process.stderr.write('用法 usage: node demo/write-files.ts FOLDER\n');
    process.exitCode = 2;
    return;
  }
  const { files, fileCount, regions } = generateDistrict();
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'regions.csv'),
    ['code,name', ...regions.map(({ code, name }) => `${code},${name}`), ''].join('\n'),
  );
  let written = 0;
  for (const { name, bytes } of files) {
    await writeFile(join(folder, name), bytes);
    written += 1;
    if (process.stdout.isTTY) process.stdout.write(`\r${written}/${fileCount}`);
  }
  process.stdout.write(`\r${written} files and regions.csv in ${folder}\n`);
}

await main(process.argv[2]);
