import { describe, expect, it } from 'vitest';
import type { ScriptFile } from '../src/check/script-library.js';
import type { Channel } from '../src/contract.js';
import { Walk } from './support/walk.js';

const walkOf = (items: string, scripts: readonly ScriptFile[] = [], channel: Channel = 'web') =>
  new Walk(
    `<script id="pay" version="1" lang="en">${items}<end id="end" outcome="ok"><text>Bye.</text></end></script>`,
    {
      unchecked: true,
      scripts,
    },
  ).start(channel);
const pin = '<question id="pin" type="digits" private="yes"><text>PIN?</text></question>';
const to = (walk: Walk, channel: 'agent' | 'web') => walk.move({ type: 'channel', channel });

describe('private answers inside wordings', () => {
  it('are read by those who gave them, and masked for others', () => {
    const walk = walkOf(`${pin}<info id="told"><text>Your PIN is {answers.pin}.</text></info>`).answer('4711');
    expect(walk.text).toBe('Your PIN is 4711.');
    to(walk, 'agent');
    expect(walk.text).toBe('Your PIN is •••.');
    to(walk, 'web');
    expect(walk.text).toBe('Your PIN is 4711.');
  });

  it('are masked with what is computed from them, in formats, and on the way so far', () => {
    const sum = '<question id="debt" type="number" private="yes"><text>Debt?</text></question>';
    const lets = '<let name="half" value="answers.debt / 2"/><let name="rate" value="half / 12"/>';
    const told = '<info id="told"><text>{rate | money EUR} a month, {1 + 1 | number} times.</text></info>';
    const walk = walkOf(`${sum}${lets}${told}<info id="more"><text>More.</text></info>`).answer('2400').next();
    expect(walk.screen.trail.at(-1)?.text).toContain('100');
    to(walk, 'agent');
    expect(walk.screen.trail.at(-1)?.text).toBe('••• a month, 2 times.');
    expect(JSON.stringify(walk.screen)).not.toMatch(/2400|100/);
  });

  it('are not what another question begins with for others', () => {
    const again = '<question id="again" type="digits" default="answers.pin"><text>Again?</text></question>';
    const walk = walkOf(`${pin}${again}`).answer('4711');
    expect(walk.screen.node.question?.prefill).toBe('4711');
    to(walk, 'agent');
    expect(walk.screen.node.question).not.toHaveProperty('prefill');
  });

  it('still decide which wording is shown', () => {
    const texts = `<text when="answers.pin == '0000'">Change it.</text><text>Fine.</text>`;
    const walk = walkOf(`${pin}<info id="told">${texts}</info>`).answer('0000');
    to(walk, 'agent');
    expect(walk.text).toBe('Change it.');
  });

  it('are masked when a script that was called has asked for them', () => {
    const text = `<script id="identify" version="1" lang="en">${pin}<question id="name" type="text"><text>Name?</text></question>
      <info id="inside"><text>Hello {answers.name}, {answers.pin}.</text></info>
      <end id="known" outcome="ok"><text>Ok.</text></end></script>`;
    const items = `<call id="who" script="identify" into="person"/>
      <info id="told"><text>{person.answers.name} has {person.answers.pin}.</text></info>`;
    const walk = walkOf(items, [{ file: 'identify.xml', text }])
      .answer('4711')
      .answer('Ada');
    to(walk, 'agent');
    expect(walk.text).toBe('Hello Ada, •••.');
    expect(walk.next().text).not.toContain('4711');
  });

  it('are masked in every round', () => {
    const items = `<section id="cards" repeat="answers.more" as="card">
        <question id="pin" type="digits" private="yes"><text>PIN?</text></question>
        <question id="more" type="yesno"><text>Got {answers.pin}. More?</text></question></section>
      <info id="told"><text>{count(answers.cards)} cards.</text></info>`;
    const walk = walkOf(items).answer('4711');
    to(walk, 'agent');
    expect(walk.text).toBe('Got •••. More?');
    walk.answer(true).answer('1234');
    expect(walk.text).toBe('Got 1234. More?');
  });

  it('are masked in the complaint that whoever takes over is shown', () => {
    const check = '<check test="value == 1"><text>{value} is wrong.</text></check>';
    const walk = walkOf(pin.replace('</question>', `${check}</question>`).replace('digits', 'number')).answer('4711');
    expect(walk.screen.complaint).toEqual([{ text: '4,711 is wrong.' }]);
    to(walk, 'agent');
    expect(walk.screen.complaint).toEqual([{ text: '••• is wrong.' }]);
  });

  it.each(['chat', 'email'] as const)(
    'are masked in %s also for those who gave them: what is said there stays',
    (channel) => {
      const check = '<check test="value != 1" level="warn"><text>{value}?</text></check>';
      const asked = pin.replace('</question>', `${check}</question>`).replace('digits', 'number');
      const walk = walkOf(`${asked}<info id="told"><text>Your PIN is {answers.pin}.</text></info>`, [], channel);
      walk.answer('1');
      expect(walk.screen.warning).toEqual([{ text: '•••?' }]);
      expect(walk.answer('1').text).toBe('Your PIN is •••.');
      to(walk, 'agent');
      expect(JSON.stringify(walk.screen.node)).not.toContain('is 1');
    },
  );
});
