import { parseArgs } from 'node:util';
import { ask, findAccountNamed, perform, resetAtCounter } from '#kernel/index.server.ts';
import { operatorOf } from '../composition.server.ts';
import { type Command, EXIT, WrongCall, locale, print, withStore } from './command.ts';

const usage = `jiannuo account reset NAME [--second-factor]
  Makes a one-time code with which the owner of an account chooses a new password at /reset. NAME is the user name or the
  phone of the account. With --second-factor the second factor goes too: for a lost phone, or a store restored without
  its secret.`;

export const account: Command = {
  usage,
  async run(words) {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { 'second-factor': { type: 'boolean', default: false } },
    });
    const [verb, identifier, ...more] = positionals;
    if (verb !== 'reset' || identifier === undefined || more.length > 0) {
      throw new WrongCall('account needs: reset NAME.');
    }
    const { code, name, expiresAt } = await withStore(async ({ stage, home }) => {
      const operator = operatorOf(await home());
      const { id: accountId } = await ask(stage, operator, { query: findAccountNamed, input: { identifier } });
      const input = { accountId, resetsSecondFactor: values['second-factor'] };
      return perform(stage, operator, { useCase: resetAtCounter, input });
    });
    const says = {
      zh: `${name}：请在 ${expiresAt} 之前打开 /reset，用这个一次性码设置新密码：${code}`,
      en: `${name}: before ${expiresAt}, open /en/reset and choose a new password with this one-time code: ${code}`,
    };
    print(says[locale]);
    return EXIT.good;
  },
};
