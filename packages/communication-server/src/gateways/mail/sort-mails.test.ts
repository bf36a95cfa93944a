import { describe, expect, it } from 'vitest';
import { HeaderLines } from './header-lines.js';
import type { RelatedMail } from './mail-store.js';
import { OwnAddresses } from './own-addresses.js';
import { sortMails, type TakenMail } from './sort-mails.js';

const NOW = 1_000;
const surroundings = {
  gateway: 'mail',
  own: new OwnAddresses({ from: 'service@works.test', queue: 'letters' }),
  now: NOW,
};

/** A mail of anna, unless told otherwise, which answers others. */
function mail(id: string, parents: readonly string[] = [], from = 'anna@x.test'): TakenMail {
  return {
    ...{ id, externalId: `1/${id}`, notes: [], attachments: [] },
    read: {
      ...{ messageId: `<${id}>`, parents, headers: new HeaderLines([]), from: { address: from, name: 'Anna' } },
      ...{ replyTo: from, returnPath: from, recipients: ['service@works.test'], subject: 'Gas', text: 'How much?' },
      ...{ inner: [], reported: [], notes: [] },
    },
  };
}

const here = (id: string, thread: string, address = 'anna@x.test'): RelatedMail => {
  return { id, messageId: `<${id}>`, thread, address, direction: 'in', kind: 'customer', at: 10 };
};

describe('mails that come together', () => {
  it('are of the thread of the nearest mail they answer, whether that was here or comes with them', () => {
    const sorted = sortMails(
      [mail('a'), mail('b', ['<a>', '<old>']), mail('c', ['<unknown>', '<old>'])],
      [here('old', 'gas')],
      surroundings,
    );
    expect(sorted.map(({ thread }) => thread)).toEqual(['a', 'a', 'gas']);
  });

  it('are duplicates of what the same sender has written before, also a moment ago', () => {
    const again = { ...mail('a'), id: 'again' };
    const forged = { ...mail('a', [], 'ben@y.test'), id: 'forged' };
    const sorted = sortMails([mail('old'), mail('a'), again, forged], [here('old', 'gas')], surroundings);
    expect(sorted.map(({ kind, thread }) => [kind, thread])).toEqual([
      ['duplicate', 'gas'],
      ['customer', 'a'],
      ['duplicate', 'a'],
      ['customer', 'forged'],
    ]);
  });

  it('follow each other in time in a thread', () => {
    const sorted = sortMails([mail('a'), mail('b', ['<a>']), mail('other'), mail('c', ['<b>'])], [], surroundings);
    expect(sorted.map(({ at }) => at - NOW)).toEqual([0, 1, 0, 2]);
  });

  it('say where an answer goes when that is not who wrote them, and it never goes to ourselves', () => {
    const replyingTo = (id: string, replyTo: string) => {
      const { read, ...taken } = mail(id);
      return { ...taken, read: { ...read, replyTo } };
    };
    const mails = [
      replyingTo('a', 'ben@y.test'),
      replyingTo('b', 'anna@x.test'),
      replyingTo('c', 'service@works.test'),
    ];
    expect(sortMails(mails, [], surroundings).map(({ replyTo, note }) => [replyTo, note])).toEqual([
      ['ben@y.test', 'An answer goes to ben@y.test.'],
      ['anna@x.test', undefined],
      ['anna@x.test', undefined],
    ]);
  });
});
