import { newId } from '@caruso/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCarrier } from '../support/telephone/carrier.js';
import { Telephones } from '../support/telephone/telephones.js';
import { missing } from '../support/telephone/tools.js';

describe.skipIf(missing)(`a number that is dialled${missing ? ` (skipped: ${missing})` : ''}`, () => {
  const telephones = new Telephones();
  let stopCarrier: (() => Promise<void>) | undefined;
  beforeAll(() => {
    stopCarrier = startCarrier(telephones.pbx);
  });
  afterAll(() => stopCarrier?.());

  const dial = (to: string, ringSeconds = 20) =>
    telephones.centre.connection.dial?.({ id: newId(), to, from: '+49301000', ringSeconds });

  it.each([
    ['2001', 'busy'],
    ['4001', 'unknown-number'],
  ])('%s is %s', async (number, outcome) => {
    await telephones.centre.start();
    expect(await dial(number)).toMatchObject({ outcome });
    expect(await telephones.channels()).toEqual([]);
  });

  it('answers, and is hung up when it is released', async () => {
    await telephones.centre.start();
    const result = await dial('1001');
    expect(result).toMatchObject({ outcome: 'answered' });
    expect(result?.ringMs).toBeGreaterThan(500);
    if (result?.outcome === 'answered') await telephones.centre.connection.release?.(result.call);
    await telephones.silent();
  });

  it('does not answer in the time it may ring', async () => {
    await telephones.centre.start();
    expect(await dial('3001', 1)).toMatchObject({ outcome: 'no-answer' });
  });

  it('cannot be dialled where there is no such trunk', async () => {
    await telephones.centre.start({ trunk: 'PJSIP/{number}@nowhere' });
    expect(await dial('1002')).toMatchObject({ outcome: 'failed', reason: 'Allocation failed' });
  });

  it('is given up when Asterisk goes away', async () => {
    await telephones.centre.start();
    const result = dial('3002');
    await telephones.centre.stop();
    expect(await result).toMatchObject({ outcome: 'failed', reason: 'the connection to Asterisk was lost' });
  });
});
