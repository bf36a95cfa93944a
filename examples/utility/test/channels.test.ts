import { readFileSync } from 'node:fs';
import {
  type Channel,
  chatTurn,
  checkScript,
  type Reply,
  readKeys,
  readMessage,
  runScript,
  type Screen,
  terminalLines,
  voiceTurn,
} from '@caruso/script-engine';
import { describe, expect, it } from 'vitest';

const file = (name: string) => readFileSync(new URL(`../scripts/${name}.xml`, import.meta.url), 'utf8');
const customer = {
  name: 'Kim Feld',
  number: '17',
  since: '2020-01-01',
  email: null,
  street: 'Elm',
  postalCode: '1',
  city: 'X',
};
const meter = {
  serial: '4711',
  medium: 'gas',
  unit: 'm³',
  lastReading: 100,
  lastReadOn: '2026-01-01',
  expectedUse: 50,
};
const account = { openInvoices: 0, balance: 0, meters: [meter] };

interface Run {
  readonly channel: Channel;
  /** What is typed, said or keyed in, one after the other. */
  readonly typed: readonly string[];
}

/** Leads a script as its channel shows it: keys on the telephone, words in chat, and answers elsewhere. */
async function lead(name: string, { channel, typed }: Run) {
  const left = [...typed];
  const shown: string[] = [];
  const stored: unknown[] = [];
  const last = await runScript({
    text: file(name),
    file: `${name}.xml`,
    channel,
    input: { customer: '17' },
    services: {
      'objects.Customer.get': () => customer,
      'billing.account': () => account,
      'billing.tariffs': () => ({ supplied: true, offers: [{ value: 'basic', label: 'Basic' }] }),
      'billing.storeReading': ({ value }) => ({ receipt: stored.push(value) }),
      'billing.orderMove': () => ({ order: 'o-1' }),
      'objects.Reading.create': () => ({ key: 'r', version: '1' }),
    },
    ask: (screen) => {
      shown.push(linesOf(screen).join('\n'));
      return replyTo(screen, () => left.shift());
    },
  });
  return { last, stored, shown: [...shown, linesOf(last).join('\n')], left };
}

function linesOf(screen: Screen): readonly string[] {
  if (screen.channel === 'ivr') return voiceTurn(screen).prompts.map(({ text }) => text);
  return screen.channel === 'chat' ? chatTurn(screen).messages : terminalLines(screen);
}

function replyTo(screen: Screen, next: () => string | undefined): Reply {
  if (screen.node.kind === 'info') return 'next';
  const typed = next();
  if (typed === undefined) return 'cancel';
  if (screen.channel !== 'ivr' && screen.channel !== 'chat') return { answer: JSON.parse(typed) };
  const input = screen.channel === 'ivr' ? readKeys(screen, typed) : readMessage(screen, typed);
  if (input.type === 'answer') return { answer: input.value };
  if (input.type === 'branch') return { branch: input.branch };
  return input.type === 'reply' ? 'cancel' : input.type;
}

describe('the scripts of the utility', () => {
  it.each(['meter-reading', 'moving-house'])('%s is proved for all of its channels', (name) => {
    const errors = checkScript(file(name), `${name}.xml`).filter(({ severity }) => severity === 'error');
    expect(errors).toEqual([]);
  });

  it.each<Run>([
    { channel: 'agent', typed: ['"150"'] },
    { channel: 'web', typed: ['"150"'] },
    { channel: 'chat', typed: ['150'] },
    { channel: 'ivr', typed: ['', '150#'] },
  ])('take a reading on $channel', async (run) => {
    const { last, stored, left } = await lead('meter-reading', run);
    expect(last).toMatchObject({ state: 'ended', outcome: 'read' });
    expect([stored, left]).toEqual([['150'], []]);
  });

  it('speak on the telephone, and say again what was not understood', async () => {
    const { shown } = await lead('meter-reading', { channel: 'ivr', typed: ['', '150#'] });
    expect(shown[1]).toContain('Please key in the reading of the gas meter\n4 7 1 1\n, then press the hash key.');
    expect(shown[2]).toContain('I did not get an answer.');
  });

  it('order a move in chat', async () => {
    const typed = ['2030-07-01', 'Long Street 5, 12345 Springfield', 'basic', 'yes'];
    const { last } = await lead('moving-house', { channel: 'chat', typed });
    expect(last).toMatchObject({ outcome: 'ordered' });
  });

  it('hand over from the telephone: for what cannot be keyed in, on a key, and when nobody answers', async () => {
    const date = await lead('moving-house', { channel: 'ivr', typed: ['01072030'] });
    expect(date.last).toMatchObject({ outcome: 'handover', handover: 'moving' });
    const silent = await lead('meter-reading', { channel: 'ivr', typed: ['', '', ''] });
    expect(silent.last).toMatchObject({ outcome: 'handover', handover: 'service' });
    expect(silent.shown.at(-1)).toContain('Let me connect you to a colleague.');
  });
});
