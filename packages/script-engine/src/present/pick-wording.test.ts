import { describe, expect, it } from 'vitest';
import { compileScript } from '../machine/compile-script.js';
import { pickWording } from './pick-wording.js';
import { textOfRich } from './rich-text.js';

const text = `<script id="s" version="1" lang="en" languages="en de">
  <end id="done" outcome="ok">
    <text>Everywhere.</text>
    <text on="web">On the   web,
      <b>in two <i>lines</i></b>.<br/> Yes. </text>
    <text on="web" when="dialog.owner == 'vip'">For you alone.</text>
    <text lang="de">Überall.</text>
  </end>
</script>`;
const compiled = compileScript(text, 's.xml');
const [end] = compiled.script.items;
const texts = end?.kind === 'end' ? end.texts : [];
const audience = { language: 'en', values: { dialog: { owner: 'x' } }, now: 0, zone: 'UTC' } as const;
const pick = (channel: 'agent' | 'web', more: object = {}) =>
  pickWording(compiled, texts, { ...audience, channel, ...more }) ?? [];

describe('pickWording', () => {
  it('prefers what is meant for the channel, in the language of the audience', () => {
    expect(textOfRich(pick('agent'))).toBe('Everywhere.');
    expect(textOfRich(pick('web'))).toBe('On the web, in two lines. Yes.');
    expect(textOfRich(pick('web', { language: 'de-AT' }))).toBe('Überall.');
    expect(textOfRich(pick('agent', { language: 'fr' }))).toBe('Everywhere.');
  });

  it('keeps marks and new lines, and nothing of how the document is indented', () => {
    expect(pick('web')).toEqual([
      { text: 'On the web, ' },
      { text: 'in two ', bold: true },
      { text: 'lines', bold: true, italic: true },
      { text: '.' },
      { text: '', lineBreak: true },
      { text: 'Yes.' },
    ]);
  });
});
