import { ServiceErrors, silentLog } from '@caruso/service-manager';
import { StorageErrors } from '@caruso/storage-manager';
import { describe, expect, it } from 'vitest';
import { FrontOfficeErrors } from '../errors.js';
import { answerTo } from './error-answer.js';

describe('the answer to an error', () => {
  it('says what an error of CARUSO says, with the status of its kind', () => {
    const { status, body } = answerTo(new FrontOfficeErrors.NoSuchContact({ contact: '7' }), silentLog, 'supervisor');
    expect(status).toBe(404);
    expect(body.error).toEqual({
      code: 'CRS-FRO-014',
      name: 'NoSuchContact',
      message: 'There is no contact "7".',
      kind: 'not-found',
      data: { contact: '7' },
    });
  });

  it('keeps the facts from those who are not staff', () => {
    const { body } = answerTo(new FrontOfficeErrors.NoSuchContact({ contact: '7' }), silentLog, 'customer');
    expect(body.error).not.toHaveProperty('data');
  });

  it('tells nothing of a defect but the id under which the log has it', () => {
    const logged: unknown[] = [];
    const log = { ...silentLog, error: (...entry: unknown[]) => void logged.push(entry) };
    const defect = new Error('secret: /var/lib/db password=1234');
    for (const thrown of [defect, new FrontOfficeErrors.UndeclaredRoute({ route: 'secret' }), 'secret']) {
      logged.length = 0;
      const { status, body } = answerTo(thrown, log, 'supervisor');
      expect(status).toBe(500);
      expect(JSON.stringify(body)).not.toContain('secret');
      expect(body.error.id).toBeTruthy();
      expect(logged).toEqual([[expect.stringContaining(String(body.error.id)), thrown, { id: body.error.id }]]);
    }
  });

  it('names machines and tables to supervisors and administrators only when something is out of service', () => {
    for (const thrown of [
      new ServiceErrors.StartFailed({ component: 'billing', reason: 'db.internal refused' }),
      new StorageErrors.UnknownTable({ store: 'db.internal', table: 'customer' }),
    ]) {
      for (const role of ['supervisor', 'administrator'] as const) {
        expect(answerTo(thrown, silentLog, role).body.error.message).toContain('db.internal');
      }
      for (const role of ['agent', 'customer', undefined] as const) {
        const { status, body } = answerTo(thrown, silentLog, role);
        expect(status).toBe(503);
        expect(JSON.stringify(body)).not.toContain('db.internal');
        expect(body.error.id).toBeTruthy();
      }
    }
  });

  it('says that the answer took too long, not that it failed', () => {
    const thrown = Object.assign(new Error('timed out'), { code: 'FST_ERR_HANDLER_TIMEOUT', statusCode: 503 });
    expect(answerTo(thrown, silentLog, 'supervisor')).toMatchObject({
      status: 504,
      body: { error: { kind: 'timeout' } },
    });
  });

  it('says when to come back after too many attempts', () => {
    const thrown = new FrontOfficeErrors.TooManyAttempts({ what: 'attempts to log in', retryAfterSeconds: 42 });
    expect(answerTo(thrown, silentLog, 'customer')).toMatchObject({ status: 429, headers: { 'retry-after': '42' } });
  });
});
