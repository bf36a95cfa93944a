import { describe, expect, it } from 'vitest';
import { previewElement } from './preview-element.js';

const SCRIPT = `<script id="keys" version="1" lang="en" title="Keys" on="agent ivr chat">
  <question id="lost" type="choice">
    <text when="1 == 1">Dear customer, what is lost?</text>
    <text>What is lost?</text>
    <option value="key">The key</option>
    <option value="box" key="5">The box</option>
    <option value="all" on="agent">Everything</option>
  </question>
  <end id="done" outcome="done"><text>Thank you.</text></end>
  <branch id="human" title="A colleague" key="1"><end id="over" outcome="over"><text>One moment.</text></end></branch>
</script>`;

describe('the preview of an element', () => {
  const on = (channel: string) =>
    previewElement('keys.xml', SCRIPT, [0], 'en').find((each) => each.channel === channel);

  it('has the keys of the telephone as callers press them, past those that are taken', () => {
    expect(on('ivr')?.options.map(({ key }) => key)).toEqual(['2', '5']);
    expect(on('agent')?.options).toHaveLength(3);
  });

  it('says in full what is spoken and written, with how to answer', () => {
    expect(on('ivr')?.said.join(' ')).toMatch(/What is lost\?.*The key.*2.*The box.*5.*A colleague.*1/);
    expect(on('chat')?.said.join('\n')).toContain('1. The key\n2. The box');
    expect(on('agent')?.said).toEqual([]);
  });

  it('shows a wording with a condition behind it, and the one that stands where it does not hold', () => {
    const text = on('agent')?.text?.map((piece) => piece.text);
    expect(text).toEqual(['[1 == 1] ', 'Dear customer, what is lost?', 'What is lost?']);
  });
});
