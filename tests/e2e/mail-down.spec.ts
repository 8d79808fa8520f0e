import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { SMTPServer } from 'smtp-server';
import { type Server, end, startServer } from '../system/support.ts';

const MINUTES = 60_000;
let folder: string;
let server: Server | undefined;

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jiannuo-mail-'));
  // Else the database, which does not run as root, would keep its data elsewhere.
  chmodSync(folder, 0o755);
});

test.afterAll(async () => {
  if (server !== undefined) await end(server, 'SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** A mail server that takes whatever comes, and keeps to whom. */
async function aMailServer(port: number) {
  const taken: string[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, callback) {
      stream.on('end', () => {
        taken.push(...session.envelope.rcptTo.map(({ address }) => address));
        callback();
      });
      stream.resume();
    },
  });
  const listening = once(smtp.server, 'listening');
  smtp.listen(port, '127.0.0.1');
  await listening;
  return { taken, close: () => new Promise<void>((resolve) => smtp.close(resolve)) };
}

test('while the mail server is down the outbox says so, and once it is back the letter goes out once', async ({
  page,
}) => {
  test.setTimeout(8 * MINUTES);
  const port = await freePort();
  server = await startServer({
    JIANNUO_DATA: join(folder, 'data'),
    JIANNUO_MODE: 'demo',
    JIANNUO_SMTP_URL: `smtp://127.0.0.1:${port}`,
    JIANNUO_SMTP_FROM: 'notice@example.cn',
  });
  const origin = server.address.replace('localhost', '127.0.0.1');
  const at = (path: string) => new URL(path, origin).href;
  await page.goto(at('/sign-in'));
  await page.locator('form:has(input[name=userName][value="shiqiao"]) button').click();
  await expect(page).not.toHaveURL(/\/sign-in/);
  await page.goto(at('/me/preferences'));
  await page.getByLabel('电子邮箱').fill('chenmin@example.cn');
  await page.getByRole('button', { name: '保存邮箱' }).click();
  await expect(page.getByText('验证码已经发出')).toBeVisible();

  const row = page.getByRole('row').filter({ hasText: '电子邮件' });
  await expect(async () => {
    await page.goto(at('/office/notices?state=failing'));
    await expect(row).toContainText('未成功，将重试', { timeout: 1_000 });
  }).toPass({ timeout: 2 * MINUTES });
  await expect(row).toContainText('连不上对方服务器');
  await expect(page.getByRole('link', { name: '通知 1' })).toBeVisible();

  const mail = await aMailServer(port);
  try {
    await row.getByRole('button', { name: /^现在重试/ }).click();
    await expect(page.getByText('已安排重试')).toBeVisible();
    await expect(async () => {
      await page.goto(at('/office/notices?state=delivered'));
      await expect(row).toContainText('已送达', { timeout: 1_000 });
    }).toPass({ timeout: 3 * MINUTES });
    expect(mail.taken).toEqual(['chenmin@example.cn']);
  } finally {
    await mail.close();
  }
});
