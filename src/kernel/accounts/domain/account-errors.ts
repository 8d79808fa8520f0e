import { Problem } from '../../values/problem.ts';
import { PASSWORD_LENGTH, type PasswordFault } from './password.ts';

const PASSWORD_SAYS: Readonly<Record<PasswordFault, { zh: string; en: string }>> = {
  'too-short': {
    zh: `密码太短：没有第二验证时至少 ${PASSWORD_LENGTH.alone} 个字符，需要第二验证的角色至少 ${PASSWORD_LENGTH.withSecondFactor} 个。可以用几个词连成一句。`,
    en: `The password is too short: at least ${PASSWORD_LENGTH.alone} characters, or ${PASSWORD_LENGTH.withSecondFactor} beside a second factor. A few words in a row are fine.`,
  },
  'too-long': {
    zh: `密码最多 ${PASSWORD_LENGTH.longest} 个字符。`,
    en: `A password has at most ${PASSWORD_LENGTH.longest} characters.`,
  },
  common: {
    zh: '这个密码太常见，容易被猜到，请换一个。',
    en: 'This password is a common one and easily guessed: choose another.',
  },
  repetitive: { zh: '密码里不同的字符太少，请换一个。', en: 'There are too few different characters: choose another.' },
  obvious: {
    zh: '密码主要由用户名、电话、本站名称或连续的字符组成，容易被猜到，请换一个。',
    en: 'The password is little more than your name, phone, this site or a row of keys: choose another.',
  },
};

interface UnknownUnit {
  readonly isStation: boolean;
  readonly unit: string;
  readonly place: string;
  /** The names that are most like it. */
  readonly near: readonly string[];
}

export const accountErrors = {
  notFound: () =>
    new Problem('not-found', 'account.not-found', {
      says: { zh: '没有这个账号，或者它不在您的辖区内。', en: 'There is no such account in your region.' },
    }),
  grantNotFound: () =>
    new Problem('not-found', 'account.grant-not-found', {
      says: { zh: '没有这项角色，或者它已经结束。', en: 'There is no such role, or it has ended.' },
    }),
  invitationNotFound: () =>
    new Problem('not-found', 'account.invitation-not-found', {
      says: {
        zh: '没有这份邀请，或者它已经用过、已经撤回。',
        en: 'There is no such invitation, or it is used or withdrawn.',
      },
    }),
  personNotFound: () =>
    new Problem('invalid', 'account.person-not-found', {
      says: {
        zh: '辖区内没有这位代表，请从名单里重新选择。',
        en: 'There is no such person in the region: choose one again.',
      },
    }),
  personNeeded: () =>
    new Problem('invalid', 'account.person-needed', {
      says: {
        zh: '代表的账号要关联到本人，请先选择代表。',
        en: 'A deputy’s account belongs to a person: choose them.',
      },
    }),
  unitNeeded: () =>
    new Problem('invalid', 'account.unit-needed', {
      says: {
        zh: '家站管理员要写明代表家站，小组长要写明代表小组。',
        en: 'A clerk needs a station, and a leader a deputy group.',
      },
    }),
  unitNotWanted: () =>
    new Problem('invalid', 'account.unit-not-wanted', {
      says: {
        zh: '这个角色不分家站和小组，请把这一栏留空。',
        en: 'This role is for no station or group: leave the field empty.',
      },
    }),
  unknownUnit: ({ isStation, unit, place, near }: UnknownUnit) => {
    const kind = isStation ? { zh: '代表家站', en: 'station' } : { zh: '代表小组', en: 'deputy group' };
    const says =
      near.length === 0
        ? {
            zh: `${place}的名册里还没有任何${kind.zh}，请先导入写有它的名册。`,
            en: `The rosters of ${place} name no ${kind.en} yet: import one that does.`,
          }
        : {
            zh: `${place}的名册里没有名为“${unit}”的${kind.zh}。最接近的是：${near.join('、')}。请照名册的写法填写，或者先导入写有它的名册。`,
            en: `No roster of ${place} names a ${kind.en} “${unit}”. The nearest: ${near.join(', ')}. Write it as the roster does, or import one that names it.`,
          };
    return new Problem('invalid', 'account.unknown-unit', { says, facts: { unit, near: near.join('、') } });
  },
  wrongLevel: () =>
    new Problem('invalid', 'account.wrong-level', {
      says: {
        zh: '这个角色不能授给这一级区域，请另选区域。',
        en: 'This role is not for a region of that level: choose another region.',
      },
    }),
  outside: () =>
    new Problem('forbidden', 'account.outside', {
      says: {
        zh: '您只能在自己的辖区内授予或收回自己权限以内的角色。',
        en: 'You can give and take away roles only within your own region and powers.',
      },
    }),
  ownAccount: () =>
    new Problem('forbidden', 'account.own', {
      says: {
        zh: '不能更改自己的账号，请由另一位管理员办理。',
        en: 'Your own account is for another administrator to change.',
      },
    }),
  incompatible: () =>
    new Problem('conflict', 'account.incompatible-roles', {
      says: {
        zh: '系统管理、安全管理、审计三种角色互不兼任，也不兼任业务角色。请为此另设账号。',
        en: 'Administration, security and audit exclude each other and all business roles: use another account.',
      },
    }),
  taken: () =>
    new Problem('conflict', 'account.taken', {
      says: { zh: '用户名或电话已被使用，请换一个。', en: 'The user name or phone is taken: choose another.' },
    }),
  identifierNeeded: () =>
    new Problem('invalid', 'account.identifier-needed', {
      says: { zh: '用户名和手机号码至少填一项。', en: 'A user name or a mobile phone is needed.' },
    }),
  /** The same for a code that never was, that was used, and that has expired. */
  badCode: () =>
    new Problem('invalid', 'account.bad-code', {
      says: {
        zh: '这个码无效、已经用过或已经过期。请核对后再试，或向发放的人另要一个。',
        en: 'This code is wrong, used or expired. Check it, or ask for another one.',
      },
    }),
  tooManyTries: () =>
    new Problem('forbidden', 'account.too-many-tries', {
      says: {
        zh: '这里试错的次数太多，请过一段时间再试。',
        en: 'There were too many wrong tries from here: try again later.',
      },
    }),
  otherSecret: () =>
    new Problem('conflict', 'account.other-secret', {
      says: {
        zh: '此账号的第二验证是用另一份密钥保存的（系统可能恢复到了没有原密钥的地方），无法核对。请到柜台当面重置，同时清除第二验证；也可以由运行维护人员放回原来的密钥。',
        en: 'The second factor of this account was kept under another secret (the store may have been restored without its own), so it cannot be checked. Have it reset at the counter together with the second factor, or have the operator put the former secret back.',
      },
    }),
  personUnclear: () =>
    new Problem('conflict', 'account.person-unclear', {
      says: {
        zh: '辖区内已有同名的人：请先查找本人，选定是哪一位，或选“都不是”。否则同一个人会被当作两个人。',
        en: 'There is somebody of that name in the region: find the person and choose one, or “none of these”. Otherwise one person would count as two.',
      },
    }),
  samePerson: () =>
    new Problem('conflict', 'account.same-person', {
      says: { zh: '账号已经关联到这个人。', en: 'The account is linked to that person already.' },
    }),
  badPassword: (fault: PasswordFault) =>
    new Problem('invalid', 'account.bad-password', { says: PASSWORD_SAYS[fault], facts: { fault } }),
};
