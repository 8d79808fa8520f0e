import { once } from 'node:events';
import { expect, test } from '@playwright/test';
import { SMTPServer } from 'smtp-server';
import { signIn } from './support.ts';

const ADDRESS = 'zhoumin@example.cn';

/** A mail server on the port that the server under test sends to; until it is there, nobody listens. */
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
  const port = Number(process.env['JIANNUO_E2E_SMTP_PORT']);
  test.skip(Number.isNaN(port), 'a server that was started elsewhere sends its mail elsewhere');
  test.setTimeout(180_000);
  await signIn(page, 'shiqiao');
  await page.goto('/me/preferences');
  await page.getByLabel('电子邮箱').fill(ADDRESS);
  await page.getByRole('button', { name: '保存邮箱' }).click();
  await expect(page.getByText('验证码已经发出')).toBeVisible();

  const row = page.getByRole('row').filter({ hasText: '电子邮件' }).first();
  await expect(async () => {
    await page.goto('/office/notices?state=failing');
    await expect(row).toContainText('未成功，将重试', { timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  await expect(row).toContainText('连不上对方服务器');

  const mail = await aMailServer(port);
  try {
    await row.getByRole('button', { name: /^现在重试/ }).click();
    await expect(page.getByText('已安排重试')).toBeVisible();
    await expect(async () => {
      await page.goto('/office/notices?state=delivered');
      await expect(row).toContainText('已送达', { timeout: 1_000 });
    }).toPass({ timeout: 90_000 });
    expect(mail.taken).toEqual([ADDRESS]);
  } finally {
    await mail.close();
  }
});
