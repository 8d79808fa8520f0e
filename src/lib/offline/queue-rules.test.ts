import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Answer,
  type QueuedReport,
  afterAnswer,
  answerOf,
  inOrder,
  nextToSend,
  pauseAfter,
  untilNext,
  wakened,
} from './queue-rules.ts';

const ME = 'account-1';

function aReport(given: Partial<QueuedReport> = {}): QueuedReport {
  return {
    ...{ id: 'r1', account: ME, commitmentId: 'c1', title: '安装路灯', text: '已装 12 盏', day: '2020-10-28' },
    ...{ milestoneId: null, quantity: null, photos: 0, madeAt: 0, attempts: 0, nextAt: 0 },
    ...{ refusal: null, ...given },
  };
}

const report = fc
  .record({
    id: fc.uuid(),
    account: fc.constantFrom(ME, 'account-2'),
    madeAt: fc.nat(1000),
    nextAt: fc.nat(1000),
    refusal: fc.option(fc.constant({ code: 'commitment.withdrawn', says: '已撤回' })),
  })
  .map(aReport);
const reports = fc.uniqueArray(report, { selector: ({ id }) => id, maxLength: 12 });

describe('the order of sending', () => {
  test('nobody else’s report is ever sent, nor one that was refused, nor one before its time', () => {
    fc.assert(
      fc.property(reports, fc.nat(1000), (all, now) => {
        const next = nextToSend(all, ME, now);
        const due = all.filter((one) => one.account === ME && one.refusal === null && one.nextAt <= now);
        if (next === undefined) expect(due).toEqual([]);
        else {
          expect(due).toContain(next);
          expect(due.every(({ madeAt }) => madeAt >= next.madeAt)).toBe(true);
        }
      }),
    );
  });

  test('a clock that is set back by an hour holds nothing up', () => {
    const HOUR = 3_600_000;
    const tried = afterAnswer(aReport({ madeAt: HOUR }), { kind: 'later' }, { now: HOUR, chance: 0 });
    const kept = tried === undefined ? [] : [tried];
    expect(nextToSend(kept, ME, HOUR)).toBeUndefined();
    expect(nextToSend(kept, ME, 0)?.id).toBe('r1');
    expect(untilNext(kept, ME, 0)).toBe(0);
  });

  test('the wait ends exactly when there is something to send', () => {
    fc.assert(
      fc.property(reports, fc.nat(1000), (all, now) => {
        const wait = untilNext(all, ME, now);
        if (wait === undefined) expect(nextToSend(all, ME, Infinity)).toBeUndefined();
        else {
          expect(nextToSend(all, ME, now + wait)).toBeDefined();
          if (wait > 0) expect(nextToSend(all, ME, now + wait - 1)).toBeUndefined();
        }
      }),
    );
  });

  test('the list shows the same order on every look', () => {
    fc.assert(
      fc.property(reports, (all) => {
        expect(inOrder(all.toReversed(), ME)).toEqual(inOrder(all, ME));
      }),
    );
  });

  test('when the network is back, all that was not refused is due', () => {
    const [waiting, refused] = wakened([aReport({ nextAt: 99 }), aReport({ refusal: { code: 'x', says: '' } })]);
    expect(waiting?.nextAt).toBe(0);
    expect(refused?.refusal).not.toBeNull();
  });
});

describe('retries', () => {
  test('each pause is about twice the one before, and never longer than ten minutes and a bit', () => {
    expect([1, 2, 3].map((attempts) => pauseAfter(attempts, 0.5))).toEqual([5_000, 10_000, 20_000]);
    fc.assert(
      fc.property(fc.nat(200), fc.float({ min: 0, max: 1, noNaN: true }), (attempts, chance) => {
        const pause = pauseAfter(attempts, chance);
        expect(pause).toBeGreaterThanOrEqual(4_500);
        expect(pause).toBeLessThanOrEqual(660_000);
      }),
    );
  });

  test('an answer decides what becomes of a report', () => {
    const at = { now: 100, chance: 0.5 };
    expect(afterAnswer(aReport(), { kind: 'stored' }, at)).toBeUndefined();
    expect(afterAnswer(aReport(), { kind: 'sign-in' }, at)).toEqual(aReport());
    expect(afterAnswer(aReport({ attempts: 1 }), { kind: 'later' }, at)).toMatchObject({ attempts: 2, nextAt: 10_100 });
    const refusal = { code: 'commitment.not-open', says: '承诺已核实' };
    const kept = afterAnswer(aReport(), { kind: 'refused', refusal }, at);
    expect(kept).toMatchObject({ refusal, text: '已装 12 盏' });
    expect(nextToSend(kept ? [kept] : [], ME, Infinity)).toBeUndefined();
  });
});

describe('answers', () => {
  const json = 'application/json';
  const problem = 'application/problem+json; charset=utf-8';
  const cases: readonly [string, number, string, unknown, Answer['kind']][] = [
    ['stored now', 201, json, { id: 'r1' }, 'stored'],
    ['stored before', 200, json, { id: 'r1' }, 'stored'],
    ['of another report', 200, json, { id: 'r2' }, 'later'],
    ['a hotel’s page', 200, 'text/html', null, 'later'],
    ['a redirect', 0, '', null, 'later'],
    ['the session has ended', 401, problem, { code: 'me.signed-out' }, 'sign-in'],
    ['a proxy wants a password', 401, 'text/html', null, 'later'],
    ['withdrawn meanwhile', 409, problem, { code: 'commitment.x', detail: '已撤回' }, 'refused'],
    ['no longer there', 404, problem, { code: 'commitment.unknown', detail: '' }, 'refused'],
    ['too large', 400, problem, { code: 'attachments.too-large', detail: '超过 20 MB' }, 'refused'],
    ['a gateway refuses', 403, 'text/html', null, 'later'],
    ['no room', 503, problem, { code: 'store.disk-low', detail: '' }, 'later'],
    ['a defect', 500, problem, { code: 'x', detail: '' }, 'later'],
    ['a problem without words', 400, problem, { code: 7 }, 'refused'],
  ];
  test.each(cases)('%s', (...[, status, contentType, body, kind]) => {
    expect(answerOf({ status, contentType, body }, 'r1').kind).toBe(kind);
  });

  test('a refusal keeps the sentence of the server', () => {
    const body = { code: 'commitment.withdrawn', detail: '这条承诺已经撤回。' };
    expect(answerOf({ status: 409, contentType: problem, body }, 'r1')).toEqual({
      kind: 'refused',
      refusal: { code: 'commitment.withdrawn', says: '这条承诺已经撤回。' },
    });
  });
});

/** What may happen to one sending: the request or its answer is lost, the server is ill, the session has ended. */
const happening = fc.constantFrom('arrives', 'request-lost', 'answer-lost', 'ill', 'signed-out', 'killed');

describe('exactly once', () => {
  test('whatever is lost, doubled or killed on the way, each report is stored once and then leaves the phone', () => {
    const run = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.array(happening, { maxLength: 40 }));
    fc.assert(
      fc.property(run, ([count, happenings]) => {
        const server = new Map<string, number>();
        let phone: QueuedReport[] = Array.from({ length: count }, (_, at) => aReport({ id: `r${at}`, madeAt: at }));
        let now = 0;
        const script = [...happenings];
        while (phone.length > 0) {
          now += untilNext(phone, ME, now) ?? 0;
          const next = nextToSend(phone, ME, now);
          if (next === undefined) throw new Error('nothing is due');
          // Once the script is over the network is good; two tabs send the same report at once all the way.
          const what = script.shift() ?? 'arrives';
          const hasArrived = what === 'arrives' || what === 'answer-lost' || what === 'killed';
          if (hasArrived && !server.has(next.id)) server.set(next.id, 1);
          // Killed between the answer and the phone's own note: nothing is noted, it is sent again.
          if (what === 'killed') continue;
          const answer: Answer =
            what === 'arrives' ? { kind: 'stored' } : what === 'signed-out' ? { kind: 'sign-in' } : { kind: 'later' };
          const after = afterAnswer(next, answer, { now, chance: 0.5 });
          phone = phone.flatMap((one) => (one.id === next.id ? (after ?? []) : one));
        }
        expect([...server.values()]).toEqual(Array.from({ length: count }, () => 1));
      }),
    );
  });
});
