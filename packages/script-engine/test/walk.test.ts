import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Walk } from './support/walk.js';

const sample = readFileSync(new URL('./scripts/meter-and-move.xml', import.meta.url), 'utf8');
const address = { street: 'Am Markt', houseNumber: '1', postalCode: '01067', city: 'Dresden' };
const sampleWalk = () => new Walk(sample).start('agent', { customerId: 'c-1' });

const end = '<end id="done" outcome="ok"><text>Goodbye.</text></end>';
const question = (id: string, attributes: string, more = '') =>
  `<question id="${id}" ${attributes}><text>${id}?</text>${more}</question>`;
const walkOf = (items: string, options = {}) =>
  new Walk(`<script id="s" version="1" lang="en">${items}</script>`, { unchecked: true, ...options }).start();

describe('the way through a script', () => {
  it('follows the paper, jumps where a condition holds, and skips what is not for here', () => {
    const walk = sampleWalk().next().answer('move', '2026-05-30', address, 'green').next();
    expect(walk.screen).toMatchObject({ state: 'ended', outcome: 'completed' });
    expect(walk.screen.trail.map(({ node }) => node)).toEqual([
      'greet',
      'reason',
      'moveDate',
      'newAddress',
      'tariff',
      'closing',
    ]);
    expect(walk.called).toEqual(['crm.customer', 'grid.areaOf', 'erp.moveContract']);
    expect(new Walk(sample).start('web', { customerId: 'c-1' }).screen.node.id).toBe('reason');
  });

  it('shows what a roster asked for in other places', () => {
    const walk = sampleWalk().next().answer('reading', '110', '220');
    expect(walk.text).toBe('You have reported 2 readings, 330 kWh in all.');
    expect(walk.answers).toEqual({ reason: 'reading', 'meters[0].reading': '110', 'meters[1].reading': '220' });
  });

  it('offers choices from a list, and lets a question without any be passed', () => {
    const items = (list: string) => `<let name="x" value="${list}"/>${question('q', 'type="choice" from="x"')}${end}`;
    const walk = walkOf(items("['a', 'b']"));
    expect(walk.screen.node.question?.options).toEqual([
      { value: 'a', label: [{ text: 'a' }] },
      { value: 'b', label: [{ text: 'b' }] },
    ]);
    expect(walk.answer('c').screen.complaint).toBeDefined();
    expect(walk.answer(null).screen.complaint).toBeDefined();
    expect(walk.answer('b').screen.outcome).toBe('ok');
    expect(walkOf(items('[]')).answer(null).screen.outcome).toBe('ok');
  });

  it('refuses an answer that a check forbids, and asks again about one it doubts', () => {
    const walk = sampleWalk().next().answer('reading', '50');
    expect(walk.screen.complaint).toEqual([{ text: 'The last reading was 100. Could two digits be swapped?' }]);
    expect(walk.screen.node.question?.prefill).toBe('50');
    walk.answer('9000');
    expect(walk.screen).toMatchObject({ warning: [{ text: 'That is more than usual. Please read it again.' }] });
    expect(walk.answer('9001').screen.warning).toBeDefined();
    expect(walk.answer('9001').text).toBe('What does meter 4712 show?');
  });

  it('goes in rounds within rounds', () => {
    const inner = `<section id="inner" each="['x', 'y']" as="i">${question('q', 'type="text"')}</section>`;
    const sum = '<info id="sum"><text>{count(answers.outer.inner.q)}</text></info>';
    const walk = walkOf(`<section id="outer" each="['1', '2']" as="o">${inner}</section>${sum}${end}`);
    walk.answer('a', 'b', 'c', 'd');
    expect(Object.keys(walk.answers)).toEqual([
      'outer[0].inner[0].q',
      'outer[0].inner[1].q',
      'outer[1].inner[0].q',
      'outer[1].inner[1].q',
    ]);
    expect(walk.text).toBe('4');
  });
});

describe('answers off the path', () => {
  it('do not count after the way back, but are offered again', () => {
    const walk = sampleWalk().next().answer('move', '2026-05-30').back().back();
    expect(walk.answers).toEqual({});
    expect(walk.screen.node.question?.prefill).toBe('move');
    walk.answer('move');
    expect(walk.screen.node.question?.prefill).toBe('2026-05-30');
    expect(walk.answers).toEqual({ reason: 'move' });
  });

  it('do not count when the script itself leads back', () => {
    const again = question('again', 'type="yesno"', '<go when="answers.again" to="q"/>');
    const walk = walkOf(`${question('q', 'type="text"')}${again}${end}`).answer('one', true);
    expect(walk.answers).toEqual({});
    expect(walk.screen.node).toMatchObject({ id: 'q', question: { prefill: 'one' } });
    expect(walk.screen.trail).toEqual([]);
    expect(walk.back().screen.node.id).toBe('again');
  });

  it('are taken without asking when keep="silent", until something they depend on changes', () => {
    const items = `${question('a', 'type="number"')}${question('b', 'type="number" keep="silent"', '<check test="value gt answers.a"/>')}${question('c', 'type="text"')}${end}`;
    const walk = walkOf(items).answer(1, 5).back();
    expect(walk.screen.node.id).toBe('b');
    walk.back().answer(1);
    expect(walk.screen.node.id).toBe('c');
    expect(walk.answers).toEqual({ a: '1', b: '5' });
    walk.back().back().answer(2);
    expect(walk.screen.node).toMatchObject({ id: 'b', question: { prefill: '5' } });
  });

  it('are forgotten when keep="drop"', () => {
    const walk = walkOf(`${question('a', 'type="text" keep="drop"')}${question('b', 'type="text"')}${end}`)
      .answer('x')
      .back();
    expect(walk.screen.node.question?.prefill).toBeUndefined();
  });
});

describe('branches', () => {
  const items = (attributes: string) =>
    `${question('q', 'type="number"', '<check test="value gt 5"/>')}${end}<branch id="b" title="B" ${attributes}><info id="i"><text>Well.</text></info></branch>`;

  it('come back to the step as it stood', () => {
    const walk = walkOf(items('')).answer(1);
    const before = walk.screen;
    expect(before.branches).toEqual([{ id: 'b', title: 'B' }]);
    walk.branch('b');
    expect(walk.screen.branches).toEqual([]);
    walk.next();
    expect({ ...walk.screen, step: '', trail: [] }).toEqual({ ...before, step: '', canGoBack: true });
  });

  it('ask afresh with return="restart"', () => {
    const walk = walkOf(items('return="restart"')).answer(1).branch('b').next();
    expect(walk.screen.complaint).toBeUndefined();
    expect(walk.screen.node.question?.prefill).toBeUndefined();
  });

  it('come back into the round in which they were opened', () => {
    const walk = sampleWalk().next().answer('reading', '110').branch('too-dear').next().answer(true);
    expect(walk.text).toBe('What does meter 4712 show?');
  });

  it('are open only on their channel, and while their condition holds', () => {
    expect(sampleWalk().screen.branches.map(({ id }) => id)).toEqual(['too-dear']);
    const walk = walkOf(items('when="answers.q != null"'));
    expect(walk.screen.branches).toEqual([]);
    expect(() => walk.branch('b')).toThrow('the branch "b" is not open here');
  });
});

describe('actions', () => {
  const act = (more: string) => `<do id="d" service="x.y">${more}</do>`;
  const [before, after] = [question('q', 'type="yesno"'), question('r', 'type="yesno"')];

  it('bar the way back when they cannot be undone, and say so', () => {
    const walk = walkOf(`${before}${act('<failed/>')}${after}${end}`).answer(true);
    expect(walk.screen.canGoBack).toBe(false);
    expect(() => walk.back()).toThrow('"d" has been carried out and cannot be undone');
  });

  it('wait and are tried again when the script does not say what else to do', () => {
    let broken = true;
    const walk = walkOf(`${before}${act('')}${after}${end}`, { fails: () => broken }).answer(true);
    expect(walk.screen.node).toMatchObject({ kind: 'info', id: 'd', hint: [{ text: 'it does not work' }] });
    expect(walk.screen.canGoBack).toBe(true);
    walk.next();
    expect(walk.screen.node.id).toBe('d');
    broken = false;
    expect(walk.next().screen.node.id).toBe('r');
  });

  it('are carried out once, also when the script leads over them again', () => {
    const again = question('r', 'type="yesno"', '<go when="answers.r" to="q"/>');
    const once = walkOf(`${before}${act('<failed/>')}${again}${end}`).answer(true, true, true, true);
    expect(once.called).toEqual(['x.y']);
    const twice = walkOf(`${before}<do id="d" service="x.y" again="yes"><failed/></do>${again}${end}`).answer(
      true,
      true,
      true,
      true,
    );
    expect(twice.called).toEqual(['x.y', 'x.y']);
  });

  it('are undone as often as they were carried out', () => {
    const again = question('r', 'type="yesno"', '<go when="answers.r" to="q"/>');
    const walk = walkOf(`${before}<do id="d" service="x.y" again="yes"><undo service="x.undo"/></do>${again}${end}`);
    walk.answer(true, true, true).cancel();
    expect(walk.called).toEqual(['x.y', 'x.y', 'x.undo', 'x.undo']);
    const effects = walk.journal.flatMap((entry) => (entry.event === 'undone' ? [entry.effect] : []));
    expect(effects).toEqual(['d-1/d/2/undo', 'd-1/d/1/undo']);
    expect(walk.screen.state).toBe('cancelled');
  });

  it('undo the last first', () => {
    const both =
      '<do id="d1" service="x.one"><undo service="x.undoOne"/></do><do id="d2" service="x.two"><undo service="x.undoTwo"/></do>';
    const walk = walkOf(`${before}${both}${after}${end}`).answer(true).back();
    expect(walk.called).toEqual(['x.one', 'x.two', 'x.undoTwo', 'x.undoOne']);
    expect(walk.screen.node.id).toBe('q');
  });
});

describe('lookups', () => {
  it('are repeated after a way back unless they are still fresh', () => {
    const walk = sampleWalk().next().answer('move', '2026-05-30', address);
    walk.back().answer(address);
    expect(walk.called.filter((name) => name === 'grid.areaOf')).toHaveLength(1);
    walk.back().answer({ ...address, postalCode: '10115' });
    expect(walk.called.filter((name) => name === 'grid.areaOf')).toHaveLength(2);
    walk.back();
    walk.now += 3_600_001;
    walk.answer({ ...address, postalCode: '10115' });
    expect(walk.called.filter((name) => name === 'grid.areaOf')).toHaveLength(3);
  });
});

describe('a change of channel', () => {
  it('goes back to the latest step that the new channel has', () => {
    const items = `${question('a', 'type="yesno"')}${question('b', 'type="yesno" on="agent"')}${end}`;
    const walk = walkOf(items).answer(true);
    expect(walk.screen.node.id).toBe('b');
    walk.channel('web');
    expect(walk.screen).toMatchObject({ channel: 'web', node: { id: 'a', question: { prefill: true } } });
    expect(walk.answer(true).screen.outcome).toBe('ok');
  });

  it('does not show a customer which steps an agent alone has gone through', () => {
    const walk = sampleWalk().next();
    expect(walk.screen.trail.map(({ node }) => node)).toEqual(['greet']);
    expect(walk.channel('web').screen.trail).toEqual([]);
    expect(walk.channel('agent').screen.trail.map(({ node }) => node)).toEqual(['greet']);
  });

  it('lasts when one goes back over it', () => {
    const items = `${question('a', 'type="yesno"')}${question('b', 'type="yesno"')}${end}`;
    expect(walkOf(items).answer(true).channel('web').back().screen).toMatchObject({
      channel: 'web',
      node: { id: 'a' },
    });
  });
});
