import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = process.cwd();

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function environment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { JIANNUO_MODE: _mode, DATABASE_URL: _url, JIANNUO_DATA: _data, ...rest } = process.env;
  // As `npm start` and the command line set it.
  const NODE_COMPILE_CACHE = join(ROOT, 'node_modules/.cache/jiannuo');
  return { ...rest, JIANNUO_ROOT: ROOT, NODE_COMPILE_CACHE, LANG: 'C', LC_ALL: 'C', ...settings };
}

/** Runs the command line as an operator does. */
export async function jiannuo(settings: Readonly<Record<string, string>>, ...words: string[]): Promise<Finished> {
  const child = spawn(join(ROOT, 'bin/jiannuo'), words, { env: environment(settings) });
  return finished(child);
}

async function finished(child: ChildProcess): Promise<Finished> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr?.on('data', (chunk) => (stderr += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

export interface Server {
  readonly process: ChildProcess;
  readonly address: string;
  /** What it had told the operator by the time it was running. */
  readonly told: string;
}

function spawnServer(settings: Readonly<Record<string, string>>): ChildProcess {
  const env = environment({ PORT: '0', ...settings });
  return spawn(process.execPath, [join(ROOT, 'src/server/main.ts')], { cwd: ROOT, env });
}

/** Starts the web server and waits until it tells its address. */
export async function startServer(settings: Readonly<Record<string, string>>): Promise<Server> {
  const server = spawnServer(settings);
  let output = '';
  for await (const chunk of server.stdout ?? []) {
    output += String(chunk);
    const address = /is running: (\S+)/.exec(output)?.[1];
    if (address !== undefined) return { process: server, address, told: output };
  }
  throw new Error(`the server did not start: ${output}`);
}

/** A start that is expected to be refused. */
export async function refusedStart(settings: Readonly<Record<string, string>>): Promise<Finished> {
  return finished(spawnServer(settings));
}

export async function end(server: Server, signal: NodeJS.Signals): Promise<void> {
  const closed = once(server.process, 'close');
  server.process.kill(signal);
  await closed;
}

/** Asks again and again until an answer is as expected, or the time is over. @returns the milliseconds that it took */
export async function until(isSo: () => Promise<boolean>, mostMs: number): Promise<number> {
  const from = performance.now();
  while (!(await isSo())) {
    if (performance.now() - from > mostMs) throw new Error(`not so after ${mostMs} ms`);
  }
  return performance.now() - from;
}
