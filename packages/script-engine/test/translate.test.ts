import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkScript, diffScripts, extractTranslations, mergeTranslations, ScriptErrors } from '../src/index.js';
import { scriptsOfRepository } from './support/scripts-of-repository.js';
import { writtenScript } from './support/written-script.js';

const SCRIPT = `<script id="s" version="1" lang="en" languages="en de" title="Moving &amp; more">
  <!-- the first one -->
  <info id="greet">
    <text>Good day <b>{input.name}</b>.<br/>How are you?</text> <!-- friendly -->
    <text on="ivr">Hello {input.name}.</text>
    <hint>Be kind &lt;always&gt;.</hint>
  </info>
  <question id="reason" type="choice">
    <text>Why?</text><text lang="de">Warum?</text>
    <option value="move">Moving</option>
    <option value="meter"><text>Meter</text></option>
    <check test="value != 'x'"><text>No.</text></check>
  </question>
  <branch id="help" title="Help" return="resume"><info id="told"><text>So.</text></info></branch>
</script>`;
const file = (text: string) => ({ file: 's.xml', text });
const extract = (text: string) => extractTranslations(file(text), 'de').xliff;
const merge = (text: string, xliff: string) => mergeTranslations(file(text), { file: 's.de.xlf', text: xliff });

/** What a translator does: every target is filled, with what the source holds between German words. */
function translated(xliff: string): string {
  return xliff.replace(
    /<source>(.*)<\/source>\n(\s*)<target state="[^"]*">.*<\/target>/g,
    (_, source: string, indent: string) => {
      return `<source>${source}</source>\n${indent}<target state="translated">Ü: ${source}</target>`;
    },
  );
}
const outdated = (text: string) =>
  checkScript(text, 's.xml')
    .filter(({ code }) => code === 'outdated-translation')
    .map(({ line }) => line);

describe('extractTranslations', () => {
  it('writes every wording with its inserts and markup as elements, its translation, and what it is', () => {
    const { xliff, units, missing, outdated } = extractTranslations(file(SCRIPT), 'de');
    expect({ units, missing, outdated }).toEqual({ units: 10, missing: 9, outdated: 0 });
    expect(xliff).toContain(`      <trans-unit id="greet/text">
        <source>Good day <g id="1" ctype="bold"><ph id="2">{input.name}</ph></g>.<x id="3" ctype="lb"/>How are you?</source>
        <target state="new"></target>
        <note>The text of information 'greet'</note>`);
    expect(xliff).toContain('<source>Moving &amp; more</source>');
    expect(xliff).toContain('<target state="translated">Warum?</target>');
    expect([...xliff.matchAll(/trans-unit id="(.*?)"/g)].map(([, id]) => id)).toEqual([
      'title',
      'greet/text',
      'greet/text@ivr',
      'greet/hint',
      'reason/text',
      'reason/option=move/text',
      'reason/option=meter/text',
      'reason/check/text',
      'help/title',
      'told/text',
    ]);
  });

  it('refuses a language that the script does not have', () => {
    expect(() => extractTranslations(file(SCRIPT), 'fr')).toThrow(ScriptErrors.NotTranslated);
    expect(() => extractTranslations(file(SCRIPT), 'en')).toThrow('only into de');
  });
});

describe('mergeTranslations', () => {
  it('puts translations where they belong, with comments and all else as they were', () => {
    const { text, added, changed, open, diagnostics } = merge(SCRIPT, translated(extract(SCRIPT)));
    expect({ added, changed, open, diagnostics }).toEqual({ added: 9, changed: 1, open: 0, diagnostics: [] });
    expect(text).toContain('title="Moving &amp; more">\n  <title lang="de" of="');
    expect(text).toMatch(
      /<text>Good day.*<\/text> <!-- friendly -->\n {4}<text lang="de" of="\w{8}">Ü: Good day <b>\{input\.name\}<\/b>\.<br\/>How are you\?<\/text>\n {4}<text on="ivr">/,
    );
    expect(text).toMatch(/<text lang="de" on="ivr" of="\w{8}">Ü: Hello/);
    expect(text).toMatch(/<option value="move">Moving<text lang="de" of="\w{8}">Ü: Moving<\/text><\/option>/);
    expect(text).toMatch(/<hint lang="de" of="\w{8}">Ü: Be kind &lt;always>\.<\/hint>/);
    expect(text).toMatch(/<branch id="help" title="Help" return="resume"><title lang="de"/);
    expect(text).toContain('<!-- the first one -->');
    expect(checkScript(text, 's.xml').filter(({ code }) => code === 'missing-language')).toEqual([]);
    expect(outdated(text)).toEqual([]);
  });

  it('is found out when the wording has changed since, until it is translated anew', () => {
    const { text } = merge(SCRIPT, translated(extract(SCRIPT)));
    const later = text.replace('<text>Why?</text>', '<text>Why, please?</text>');
    expect(outdated(later)).toHaveLength(1);
    const again = extractTranslations(file(later), 'de');
    expect(again).toMatchObject({ missing: 0, outdated: 1 });
    expect(merge(later, again.xliff)).toMatchObject({ text: later, unchanged: 9, open: 1 });
    expect(outdated(merge(later, translated(again.xliff)).text)).toEqual([]);
    // A translation that was made meanwhile of the old wording stays outdated.
    const early = text.replace('<text>Why?</text>', '<text>What for?</text>');
    expect(outdated(merge(early, translated(extract(SCRIPT))).text)).toHaveLength(1);
  });

  it('says what the script has no more, and which inserts were lost', () => {
    const xliff = extract(SCRIPT)
      .replace('id="told/text"', 'id="gone/text"')
      .replace(
        /<target state="new"><\/target>(\s*<note>The text of information 'greet'<)/,
        '<target>Guten Tag.</target>$1',
      );
    const { diagnostics, added } = merge(SCRIPT, xliff);
    expect(diagnostics.map(({ code, line }) => [code, line])).toEqual([
      ['other-inserts', 12],
      ['unknown-unit', 50],
    ]);
    expect(added).toBe(1);
  });

  it('keeps the markup also when a tool has lost what it is', () => {
    const xliff = translated(extract(SCRIPT))
      .replaceAll(' ctype="bold"', '')
      .replace('<source>Good day <g id="1">', '<source>Good day <g id="1" ctype="bold">');
    expect(merge(SCRIPT, xliff).text).toContain('Ü: Good day <b>{input.name}</b>.<br/>');
  });

  it('changes nothing when nothing was translated, and in any script only translations', () => {
    const changed = (text: string) => {
      const script = text
        .replace(/<script\b([^>]*?)\s(?:lang|languages)=("[^"]*"|'[^']*')/g, '<script$1')
        .replace(/ languages=("[^"]*"|'[^']*')/, '');
      const declared = script
        .replace(/<script\b/, '<script lang="en" languages="de"')
        .replace(/(<script lang="en"[^>]*?)\slang=("[^"]*"|'[^']*')/, '$1');
      const { xliff } = extractTranslations(file(declared), 'de');
      expect(merge(declared, xliff).diagnostics.filter(({ code }) => code === 'unknown-unit')).toEqual([]);
      const done = merge(declared, translated(xliff)).text;
      const kinds = diffScripts(file(declared), file(done)).map(({ element }) => element);
      expect(kinds.filter((kind) => !['text', 'hint', 'title'].includes(kind))).toEqual([]);
      expect(merge(done, extractTranslations(file(done), 'de').xliff).text).toBe(done);
    };
    fc.assert(fc.property(writtenScript, changed), { numRuns: 60, endOnFailure: true });
  });

  it.each([...scriptsOfRepository()].filter(([, text]) => /languages="en de"/.test(text)))(
    'leaves %s as it is but for the hashes',
    (name, text) => {
      const { text: merged, added } = merge(text, extractTranslations({ file: name, text }, 'de').xliff);
      expect(merged.replace(/ of="\w{8}"/g, '')).toBe(text);
      expect(diffScripts(file(text), file(merged))).toEqual([]);
      expect(added).toBe(0);
    },
  );
});
