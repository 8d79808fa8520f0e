import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = process.env['JIANNUO_ROOT'] ?? process.cwd();

export interface Running {
  readonly process: ChildProcess;
  readonly address: string;
  readonly seconds: number;
}

/** Starts the server as `npm start` does once everything is built, and waits until it answers. */
export async function startServer(data: string): Promise<Running> {
  const from = performance.now();
  const env = { ...process.env, PORT: '0', JIANNUO_DATA: data, JIANNUO_ROOT: root, LANG: 'C' };
  const server = spawn(process.execPath, ['--max-semi-space-size=2', join(root, 'src/server/main.ts')], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const chunk of server.stdout) {
    output += String(chunk);
    const address = /is running: (\S+)/.exec(output)?.[1];
    if (address === undefined) continue;
    await fetch(`${address}/wall`);
    return { process: server, address, seconds: (performance.now() - from) / 1000 };
  }
  throw new Error(`the server did not start: ${output}`);
}

export async function stopServer({ process: server }: Running): Promise<void> {
  server.kill('SIGTERM');
  await once(server, 'exit');
}
