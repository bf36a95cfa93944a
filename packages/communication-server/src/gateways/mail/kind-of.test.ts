import { describe, expect, it } from 'vitest';
import { HeaderLines } from './header-lines.js';
import { kindOf } from './kind-of.js';

const headers = (written: Readonly<Record<string, string>>) =>
  new HeaderLines(
    Object.entries(written).map(([name, value]) => ({ key: name.toLowerCase(), line: `${name}: ${value}` })),
  );
const kind = (
  written: Readonly<Record<string, string>>,
  from = 'anna@customer.test',
  reported: readonly string[] = [],
) => kindOf({ headers: headers(written), from, reported }, (address) => address === 'service@works.test');

describe('kindOf', () => {
  it.each([
    [{}, 'customer'],
    [{ 'Auto-Submitted': 'no' }, 'customer'],
    [{ 'Return-Path': '<anna@customer.test>', Precedence: 'first-class' }, 'customer'],
    [{ 'Auto-Submitted': 'auto-generated' }, 'generated'],
    [{ 'Return-Path': '<>' }, 'generated'],
    [{ 'X-Auto-Response-Suppress': 'OOF, AutoReply' }, 'generated'],
    [{ 'Auto-Submitted': 'Auto-Replied; owner-email="anna@customer.test"' }, 'auto-reply'],
    [{ 'X-Autoreply': 'yes' }, 'auto-reply'],
    [{ Precedence: 'auto_reply' }, 'auto-reply'],
    [{ Precedence: 'Bulk' }, 'bulk'],
    [{ 'List-Id': '<news.shop.test>' }, 'bulk'],
    [{ 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=x' }, 'bounce'],
  ] as const)('takes %j for %s', (written, expected) => {
    expect(kind(written)).toBe(expected);
  });

  it.each([
    ['service@works.test', 'own'],
    ['noreply@shop.test', 'generated'],
    ['postmaster@shop.test', 'generated'],
  ])('takes mail of %s for %s', (from, expected) => {
    expect(kind({}, from)).toBe(expected);
  });

  it('takes a report of a mail server without a return path for a bounce, even in old forms', () => {
    expect(kind({ 'Return-Path': '<>' }, 'mailer-daemon@shop.test')).toBe('bounce');
  });

  it.each([
    [['failed'], 'bounce'],
    [['delayed', 'failed'], 'bounce'],
    [['delayed'], 'report'],
    [['delivered'], 'report'],
  ])('takes a report of a mail server that says %j for a %s', (reported, expected) => {
    const type = 'multipart/report; report-type=delivery-status; boundary=x';
    expect(kind({ 'Return-Path': '<>', 'Content-Type': type }, 'mailer-daemon@shop.test', reported)).toBe(expected);
  });
});
