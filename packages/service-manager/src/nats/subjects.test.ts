import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dottedToken, nodeOf, Subjects, textToken, tokenText } from './subjects.js';

const subjects = new Subjects('acme');

/** Whether a NATS subscription to `pattern` gets `subject`. */
function matches(pattern: string, subject: string): boolean {
  const wanted = pattern.split('.');
  const given = subject.split('.');
  if (wanted.at(-1) === '>')
    return (
      given.length >= wanted.length &&
      matches(wanted.slice(0, -1).join('.'), given.slice(0, wanted.length - 1).join('.'))
    );
  return wanted.length === given.length && wanted.every((token, i) => token === '*' || token === given[i]);
}

describe('the subjects of a company', () => {
  const node = nodeOf('shop', 'abc123');
  const call = subjects.call('erp.move-orders', 'create', node, 's1');

  it('addresses one service of one process, with the contract in front', () => {
    expect(call).toBe('caruso.acme.call.erp_move-orders.create.shop.abc123.s1');
    expect(Subjects.readCall(call)).toEqual({ contractToken: 'erp_move-orders', operation: 'create' });
    expect(Subjects.lastToken(call)).toBe('s1');
  });

  it('lets a process get its calls with one subscription', () => {
    expect(matches(subjects.calls(node), call)).toBe(true);
    expect(matches(subjects.calls(nodeOf('shop', 'other')), call)).toBe(false);
  });

  it('lets permissions name a contract', () => {
    const endpoint = subjects.endpoint('erp.move-orders', 'sap', '2.0.1', 'create');
    expect(endpoint).toBe('caruso.acme.group.erp_move-orders.sap.2_0_1.create');
    expect(matches('caruso.acme.call.erp_move-orders.>', call)).toBe(true);
    expect(matches('caruso.acme.group.erp_move-orders.>', endpoint)).toBe(true);
    expect(matches('caruso.acme.call.erp_move-orders.>', subjects.call('erp.move', 'create', node, 's1'))).toBe(false);
  });

  it('keeps the versions of a service apart', () => {
    const endpoint = subjects.endpoint('demo.sums', 'adder', '2.0.1', 'add');
    expect(Subjects.readEndpoint(endpoint)).toEqual({ contractToken: 'demo_sums', operation: 'add' });
    expect(matches(subjects.endpoints(undefined, 'adder', '2.0.1'), endpoint)).toBe(true);
    expect(matches(subjects.endpoints('demo.sums', 'adder', '2.0.1'), endpoint)).toBe(true);
    expect(matches(subjects.endpoints(undefined, 'adder', '2.0.2'), endpoint)).toBe(false);
  });

  it('tells a provider who calls, without a header', () => {
    const reply = `${subjects.replyPrefix(node, 'http: the front')}t1`;
    expect(matches(subjects.replies(node), reply)).toBe(true);
    expect(Subjects.readReply(reply)).toEqual({ node, caller: 'http: the front' });
    expect(Subjects.readReply('_INBOX.abc.1')).toBeUndefined();
  });

  it('takes any name of a company, user or caller, and keeps them apart', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (text) => {
        const token = textToken(text);
        expect(token).not.toMatch(/[\s.*>]/);
        expect(tokenText(token)).toBe(text);
      }),
    );
  });

  it('keeps versions apart', () => {
    expect(dottedToken('1.10.0-rc.1')).toBe('1_10_0-rc_1');
  });
});
