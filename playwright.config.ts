import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const PORT = 4173;
/** Where the server sends its mail: nobody listens there until a test does. */
const SMTP_PORT = 4174;
/** A server that is running already; without it one is started on a demonstration of its own. */
const running = process.env['E2E_BASE_URL'];

// Workers load this file again, and find the folder that the first load made.
if (running === undefined) {
  process.env['JIANNUO_E2E_DATA'] ??= mkdtempSync(join(tmpdir(), 'jiannuo-e2e-'));
  process.env['JIANNUO_E2E_SMTP_PORT'] = String(SMTP_PORT);
}

export default defineConfig({
  testDir: 'tests/e2e',
  timeout: 60_000,
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  reporter: 'list',
  use: {
    baseURL: running ?? `http://127.0.0.1:${PORT}`,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1280, height: 900 },
    launchOptions: {
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      // Without a locale Chromium cannot name a download in Chinese.
      env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
    },
  },
  ...(running === undefined && {
    webServer: {
      command: 'node src/server/main.ts',
      url: `http://127.0.0.1:${PORT}/about`,
      timeout: 240_000,
      gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
      env: {
        PORT: String(PORT),
        JIANNUO_DATA: process.env['JIANNUO_E2E_DATA'] ?? '',
        JIANNUO_SMTP_URL: `smtp://127.0.0.1:${SMTP_PORT}`,
        JIANNUO_SMTP_FROM: 'notice@example.cn',
      },
    },
  }),
});
