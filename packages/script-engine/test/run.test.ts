import { readFileSync } from 'node:fs';
import { formatDiagnostics } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { checkScript, type Reply, runScript } from '../src/index.js';
import { ada, area, contracts } from './support/utility-services.js';

const file = 'meter-and-move.xml';
const text = readFileSync(new URL(`./scripts/${file}`, import.meta.url), 'utf8');

describe('the sample script', () => {
  it('has no errors and no warnings', () => {
    expect(formatDiagnostics(checkScript(text, file, { contracts }))).toBe('');
  });

  it('runs', async () => {
    const replies: Reply[] = [
      'next',
      { answer: 'reading' },
      { answer: '150' },
      { answer: '5000' },
      { answer: '5000' },
      'next',
    ];
    const calls: unknown[] = [];
    const seen: unknown[] = [];
    const last = await runScript({
      text,
      file,
      contracts,
      channel: 'agent',
      input: { customerId: 'c-1' },
      services: {
        'crm.customer': () => ada,
        'grid.areaOf': () => area,
        'erp.storeReading': (input) => {
          calls.push(input);
          return { booked: true };
        },
      },
      ask: (screen) => {
        seen.push(screen);
        const reply = replies.shift();
        if (!reply) throw new Error(`nothing to say to ${JSON.stringify(screen, null, 1)}`);
        return reply;
      },
    });
    expect(last.outcome).toBe('completed');
  });

  it('does not run in a language it does not have', async () => {
    const run = (language: string) =>
      runScript({ text, file, contracts, language, input: { customerId: 'c-1' }, ask: () => 'cancel' });
    await expect(run('fr')).rejects.toThrow(
      'The script "meter-and-move" is not written in the language "fr", only in en, de.',
    );
    expect((await run('de-AT')).language).toBe('de-AT');
  });
});
