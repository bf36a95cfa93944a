import { readdirSync, readFileSync } from 'node:fs';
import { type Diagnostic, formatDiagnostics, SourceText } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { checkScript, type LocalService, type Reply, readRehearsalFile, runScript, testScript } from '../src/index.js';

const page = readFileSync(new URL('../../../docs/script-author.md', import.meta.url), 'utf8');
const documents = [...page.matchAll(/^```xml\n(.*?)^```/gms)].map(([, text = '']) => text);
const tests = documents.filter((text) => text.startsWith('<tests'));
const scripts = documents.filter((text) => !tests.includes(text));
const idOf = (text: string) => /<script id="([^"]+)"/.exec(text)?.[1] ?? 'none';

type Walk = readonly [
  script: string,
  channel: 'agent' | 'web' | 'chat' | 'ivr',
  replies: readonly (Reply | boolean | string)[],
  outcome: string,
  services?: Readonly<Record<string, LocalService>>,
];

const crm = { 'crm.customer': () => ({ name: 'Ada', city: 'Dresden' }), 'keys.order': () => ({ id: 'K7' }) };

/** Each script of the page is led through, the way its explanations say. */
const WALKS: readonly Walk[] = [
  ['lost-key', 'agent', [true], 'noted'],
  ['keys', 'web', ['key', '0', '5', '5', 'next'], 'ordered'],
  ['keys', 'agent', ['box', 'next'], 'ordered'],
  ['stolen', 'agent', ['stolen'], 'referred'],
  ['stolen', 'web', ['lost', { branch: 'expensive' }, 'next', false, 'lost', true], 'ordered'],
  ['new-key', 'agent', [true], 'ordered', crm],
  ['new-key', 'web', [true], 'failed', { 'crm.customer': crm['crm.customer'] }],
  ['new-key', 'web', [], 'failed'],
  ['key-count', 'agent', ['next', '2'], 'counted'],
  ['key-count', 'chat', ['2'], 'counted'],
  ['key-line', 'ivr', ['key', '004711', true], 'ordered'],
  ['key-line', 'ivr', [{ branch: 'human' }], 'handed-over'],
];

describe('docs/script-author.md', () => {
  it.each(scripts.map((text) => [idOf(text), text]))('shows a script without a finding: %s', (id, text) => {
    expect(checkScript(text, `${id}.xml`)).toEqual([]);
    expect(WALKS.map(([walked]) => walked)).toContain(id);
  });

  const walks = WALKS.map(([id, channel, replies, outcome, services = {}]) => ({
    id,
    channel,
    replies,
    outcome,
    services,
  }));
  it.each(walks)(
    '$id on $channel leads by $replies to $outcome',
    async ({ id, channel, replies, outcome, services }) => {
      const open = [...replies];
      const last = await runScript({
        ...{ text: scripts.find((text) => idOf(text) === id) ?? '', file: `${id}.xml`, channel, services },
        ...(id === 'new-key' ? { input: { customer: '4711' } } : {}),
        ask: (screen) => {
          const reply = open.shift();
          if (reply === undefined) throw new Error(`nothing is said at ${screen.node.id}`);
          if (reply === 'next' || typeof reply === 'object') return reply;
          return { answer: reply };
        },
      });
      expect({ outcome: last.outcome, open }).toEqual({ outcome, open: [] });
    },
  );

  it('shows tests that its scripts pass', () => {
    expect(tests).toHaveLength(1);
    for (const text of tests) {
      const test = readRehearsalFile(text, 'guide-tests.xml');
      const script = scripts.find((other) => `${idOf(other)}.xml` === test.script) ?? '';
      const { tests: results } = testScript({ file: test.script, text: script }, [test]);
      expect(results).toMatchObject([{ passed: true, diagnostics: [] }]);
    }
  });

  it('shows a mistake as the check does', () => {
    const text = (scripts.find((script) => idOf(script) === 'keys') ?? '').replace('answers.lost ==', 'answers.lst ==');
    const found: readonly Diagnostic[] = checkScript(text, 'keys.xml');
    expect(page).toContain(`\`\`\`text\n${formatDiagnostics(found, new SourceText(text, 'keys.xml'))}\n\`\`\``);
  });

  it('names pages and files that are there', () => {
    for (const [, file = ''] of page.matchAll(/\]\(([^)]+)\)/g))
      expect(readFileSync(new URL(`../../../docs/${file}`, import.meta.url), 'utf8')).not.toBe('');
    const cli = new URL('../../cli/src/', import.meta.url);
    const files = ['commands/script.ts', ...readdirSync(new URL('script', cli)).map((file) => `script/${file}`)];
    const source = files.map((file) => readFileSync(new URL(file, cli), 'utf8')).join('\n');
    for (const [, command = ''] of page.matchAll(/caruso script (\w+)/g))
      expect(source).toMatch(new RegExp(`\\bcommand\\('${command}\\b`));
  });
});
