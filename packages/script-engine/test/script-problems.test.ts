import { readFileSync, writeFileSync } from 'node:fs';
import { defineContract } from '@caruso/core';
import { decodeXml, LanguageErrors } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkScript, proveScript } from '../src/index.js';
import { CALLED_SCRIPTS, LINT_RULES, type LintRule, scriptProblems } from './support/lint-rules.js';

const page = new URL('../../../docs/script-problems.md', import.meta.url);

const Billing = defineContract('billing', '1.0.0', {
  account: {
    input: z.object({ customer: z.string() }),
    output: z.object({ tariffs: z.array(z.object({ id: z.string() })) }),
    idempotent: true,
  },
  book: { input: z.object({ amount: z.number() }), output: z.object({}) },
  cancel: { input: z.object({}), output: z.object({}) },
});

function textOf(inside: string, attributes = ' on="agent web email"'): string {
  const end = inside.includes('<end') ? '' : '<end id="done" outcome="ok"><text>Goodbye.</text></end>';
  const isWhole = /^<(?:script|dialog|\?xml|!DOCTYPE)\b/.test(inside);
  return isWhole ? inside : `<script id="s" version="1" lang="en"${attributes}>\n${inside}\n${end}</script>`;
}

/** What the check says of a script, read from bytes as from a file. */
function codesIn(inside: string, { attributes, before }: Partial<LintRule> = {}): string[] {
  const options = { contracts: [Billing], scripts: CALLED_SCRIPTS };
  const earlier = before === undefined ? {} : { before: { file: 'old.xml', text: textOf(before, attributes) } };
  const found = () => {
    try {
      const text = decodeXml(Buffer.from(textOf(inside, attributes)), 's.xml');
      return checkScript(text, 's.xml', { ...options, ...earlier });
    } catch (thrown) {
      if (LanguageErrors.InvalidDocument.is(thrown)) return thrown.data.diagnostics;
      throw thrown;
    }
  };
  return found().map(({ severity, code }) => `${severity} ${code}`);
}

const rules = LINT_RULES.flatMap((group) => group.rules);

describe('the check of scripts', () => {
  it.each(rules)('finds $code, and only where it is', ({ code, severity, bad, good, ...more }) => {
    expect(codesIn(bad, more)).toContain(`${severity} ${code}`);
    expect(codesIn(good, more).filter((found) => found.endsWith(` ${code}`))).toEqual([]);
  });

  it('reports nothing else in a script that is right, unless the rule needs it', () => {
    const noisy = rules.flatMap(({ code, good, ...more }) => {
      const found = codesIn(good, more).filter((each) => each.startsWith('error'));
      return found.length > 0 ? [{ code, found }] : [];
    });
    expect(noisy).toEqual([]);
  });

  it('is listed in docs/script-problems.md; UPDATE_DOCS=1 writes it anew', () => {
    if (process.env.UPDATE_DOCS === '1') writeFileSync(page, scriptProblems());
    expect(readFileSync(page, 'utf8')).toBe(scriptProblems());
  });

  it('sees private answers behind computed values, and in services that send or log', () => {
    const card = '<question id="card" type="digits" private="yes"><text>Card?</text></question>';
    const computed = '<let name="last" value="part(answers.card, 13)"/>';
    const send = (service: string, value: string) =>
      `<do id="send" service="${service}"><with name="text" value="${value}"/><undo service="x.y"/><failed/></do>`;
    const secret = (inside: string) =>
      checkScript(
        `<script id="s" version="1" lang="en" on="agent">${inside}<end id="e" outcome="o"><text>.</text></end></script>`,
        's.xml',
      ).filter(({ code }) => code === 'private-value').length;
    for (const service of ['mail.send', 'crm.addNote', 'customerMail.send', 'audit-log.write'])
      expect({ service, found: secret(card + computed + send(service, 'last')) }).toEqual({ service, found: 1 });
    for (const service of ['payments.charge', 'catalogue.find', 'mailbox.find'])
      expect({ service, found: secret(card + computed + send(service, 'last')) }).toEqual({ service, found: 0 });
    expect(secret(card + send('mail.send', "'Thank you'"))).toBe(0);
  });
});

describe('proveScript', () => {
  const text = `<script id="s" version="1" lang="en" languages="en de" on="agent ivr">
  <question id="sure" type="yesno"><text>Sure?</text><text lang="de" on="agent">Sicher?</text></question>
  <info id="note" on="agent"><text>Note.</text><text lang="de">Notiz.</text></info>
  <end id="bye" outcome="ok"><text>Goodbye.</text><text lang="de">Ade.</text></end>
</script>`;

  it('tells for each channel and language whether everything that can come has wording', () => {
    const proofs = proveScript(text, 's.xml').map(({ channel, language, complete, parts }) => [
      channel,
      language,
      complete,
      parts,
    ]);
    expect(proofs).toEqual([
      ['agent', 'en', true, 3],
      ['agent', 'de', true, 3],
      ['ivr', 'en', true, 2],
      ['ivr', 'de', false, 2],
    ]);
  });

  it('names what is missing, and refuses what the script is not meant for', () => {
    expect(proveScript(text, 's.xml', {}, { channel: 'ivr', language: 'de' })).toEqual([
      { channel: 'ivr', language: 'de', complete: false, parts: 2, missing: [{ what: "'sure'", line: 2, column: 3 }] },
    ]);
    expect(proveScript(text, 's.xml', {}, { channel: 'web', language: 'en' })[0]?.complete).toBe(false);
    expect(proveScript('<script', 's.xml')).toEqual([]);
  });
});
