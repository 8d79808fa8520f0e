import { z } from 'zod';
import { defineQuery, defineUseCase } from '../../use-case/define-use-case.ts';
import { findLocks, findSignInEvents, forgetAttempts } from '../store/attempts.ts';
import { deleteSessions, findSessions } from '../store/sessions.ts';
import { getAccountHere, onTrail } from './shared.ts';

const EVENTS_SHOWN = 50;

/** Ends one session of an account in the region, or all. */
export const endSessions = defineUseCase({
  name: 'kernel.end-sessions',
  input: z.object({ accountId: z.uuid(), sessionId: z.uuid().optional() }),
  by: ['operator', 'security'],
  async run(scene, { accountId, sessionId }) {
    const { account } = await getAccountHere(scene, accountId);
    const ended = await deleteSessions(scene.tx, accountId, sessionId === undefined ? {} : { id: sessionId });
    return onTrail({ ended }, { region: account.region, subject: accountId, after: { sessionsEnded: ended } });
  },
});

/** Opens the lock of an account after wrong passwords or codes. */
export const releaseLockout = defineUseCase({
  name: 'kernel.release-lockout',
  input: z.object({ accountId: z.uuid() }),
  by: ['operator', 'security'],
  async run(scene, { accountId }) {
    const { account } = await getAccountHere(scene, accountId);
    for (const what of ['account', 'code']) await forgetAttempts(scene.tx, `${what}:${accountId}`);
    return onTrail(undefined, { region: account.region, subject: accountId, after: { lock: 'released' } });
  },
});

/** The accounts of the region that are locked now. */
export const listLockouts = defineQuery({
  name: 'kernel.list-lockouts',
  input: z.object({}),
  by: ['operator', 'security', 'auditor'],
  read: ({ tx, actor, recordedAt }) => findLocks(tx, actor.region, recordedAt),
  trail: (_, locks) => locks.map(({ region, accountId }) => ({ region, subject: accountId })),
});

/** The open sessions of an account in the region, and what happened at its door. */
export const readAccountSecurity = defineQuery({
  name: 'kernel.read-account-security',
  input: z.object({ accountId: z.uuid() }),
  by: ['operator', 'security', 'auditor'],
  async read(scene, { accountId }) {
    const { account } = await getAccountHere(scene, accountId);
    const sessions = await findSessions(scene.tx, accountId, scene.recordedAt);
    return { account, sessions, events: await findSignInEvents(scene.tx, accountId, EVENTS_SHOWN) };
  },
  trail: (_, { account }) => [{ region: account.region, subject: account.id }],
});
