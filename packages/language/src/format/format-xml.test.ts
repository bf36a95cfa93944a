import { describe, expect, it } from 'vitest';
import { anyOrder, empty, mixed } from '../vocabulary/content.js';
import { defineVocabulary } from '../vocabulary/vocabulary.js';
import { readXml } from '../xml/read-xml.js';
import { formatXml } from './format-xml.js';

const talk = defineVocabulary({
  root: 'talk',
  elements: {
    talk: { doc: 'A talk.', content: anyOrder('ask', 'go') },
    ask: {
      doc: 'A question.',
      attributes: { id: { type: 'id' }, on: { type: 'names' }, when: { type: 'expression' }, note: { type: 'text' } },
      content: anyOrder('text', 'go'),
    },
    go: { doc: 'A jump.', attributes: { to: { type: 'idref' }, when: { type: 'expression' } }, content: empty },
    text: { doc: 'Words.', content: mixed('b') },
    b: { doc: 'Bold.', content: mixed() },
  },
});
const format = (text: string) => formatXml(readXml(text, 'talk.xml'), talk);

describe('formatXml', () => {
  it('puts every element on a line of its own, and keeps comments where they belong', () => {
    const text = `<?xml  version="1.0"?><!-- head --><talk>


        <!-- first
             of all --><ask id='a'><text>What?</text>
    <!-- why --><go   to="b" /> <!-- so -->
</ask>


  <ask id="b"></ask></talk><!-- foot -->`;
    expect(format(text)).toBe(`<?xml version="1.0"?> <!-- head -->
<talk>
  <!-- first
       of all -->
  <ask id="a">
    <text>What?</text>
    <!-- why -->
    <go to="b"/> <!-- so -->
  </ask>

  <ask id="b"/>
</talk> <!-- foot -->
`);
  });

  it('leaves what stands in one line there, as far as it fits', () => {
    const short = '<talk>\n  <ask id="a"><text>What?</text><go to="a"/></ask>\n</talk>\n';
    expect(format(short)).toBe(short);
    const long = `<talk><ask id="a"><text>${'x'.repeat(120)}</text></ask></talk>`;
    expect(format(long).split('\n')).toHaveLength(6);
  });

  it('writes attributes on one line, or each on its own where they are too long', () => {
    const text = `<talk><ask
      id=" a"
      on=" web  chat "
      note=" as  it is "/></talk>`;
    expect(format(text)).toBe('<talk>\n  <ask id="a" on="web chat" note=" as  it is "/>\n</talk>\n');
    const long = format(`<talk><ask id="a" note="${'x'.repeat(140)}"/></talk>`);
    expect(long).toContain('  <ask\n      id="a"\n      note="xxx');
  });

  it('lets the lines of an expression stand below its attribute, and touches nothing in its texts', () => {
    const text = `<talk><go to="a" when=" a == 'x\n   y'
or b"/></talk>`;
    expect(format(text)).toBe(`<talk>\n  <go to="a" when="a == 'x\n   y'\n      or b"/>\n</talk>\n`);
  });

  it('moves the lines of a text, and keeps single blanks, expressions and CDATA as they are', () => {
    const text = `<talk><ask><text>
 One {if(a,
 'b', 'c')} <b> two </b>
      three<![CDATA[
  <four>
 ]]>  </text></ask></talk>`;
    expect(format(text)).toBe(`<talk>
  <ask>
    <text>
      One {if(a,
 'b', 'c')} <b> two </b>
      three<![CDATA[
  <four>
 ]]>  </text>
  </ask>
</talk>
`);
  });

  it('writes plainly what needs no entity, and keeps what is meant', () => {
    const text = `<talk><ask id="a" when='a &gt; 1 and b == "x"' note="&quot;&apos;"><text>&gt; &quot;so&quot; ]]&gt; &#160;&lt;</text></ask></talk>`;
    expect(format(text)).toContain(
      `<ask id="a" when='a > 1 and b == "x"' note="&quot;'"><text>> "so" ]]&gt; &#160;&lt;</text></ask>`,
    );
  });

  it('ends all lines as the first one ends', () => {
    expect(format('<talk>\r\n<go to="a"/>\n<!-- x\ny --></talk>')).toBe(
      '<talk>\r\n  <go to="a"/>\r\n  <!-- x\r\n  y -->\r\n</talk>\r\n',
    );
  });

  it('formats also what the vocabulary does not know', () => {
    expect(format('<tolk>words <x><y/>\n</x></tolk>')).toBe('<tolk>words <x>\n    <y/>\n  </x></tolk>\n');
  });
});
