import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderScreen } from '../src/present/render-screen.js';
import { replay } from '../src/step/evolve.js';
import { type Move, Walk } from './support/walk.js';

const question = (id: string, attributes = 'type="text"', more = '') =>
  `<question id="${id}" ${attributes}><text>${id}?</text>${more}</question>`;
const end = (id: string, outcome = id) => `<end id="${id}" outcome="${outcome}"><text>Goodbye.</text></end>`;
const script = (id: string, items: string, attributes = '') =>
  `<script id="${id}" version="1" lang="en"${attributes}>${items}</script>`;

const identify = script(
  'verify-identity',
  `<input name="customer"/><input name="tries" type="number" default="3"/>
  <info id="why"><text>This is for {input.customer}, {input.tries} tries.</text></info>
  ${question('pin', 'type="digits"', '<check test="length(value) == 4"/>')}
  <lookup id="check" service="crm.pin" into="known"><with name="pin" value="answers.pin"/><failed><go to="no"/></failed></lookup>
  <go when="answers.pin == '0000'" to="no"/>
  ${end('yes', 'verified')}${end('no', 'refused')}
  <branch id="help" title="Help"><info id="helped"><text>The PIN is on your card.</text></info></branch>`,
);
const files = [{ file: 'identify.xml', text: identify }];
const call = (more = '', attributes = 'into="identity"') =>
  `<call id="identify" script="verify-identity" ${attributes}><with name="customer" value="answers.name"/>${more}</call>`;
const walkOf = (items: string, scripts = files, options = {}) =>
  new Walk(script('s', items), { unchecked: true, scripts, ...options }).start();

describe('a script that is called', () => {
  const items = `${question('name')}${call(`<go when="identity.outcome != 'verified'" to="bad"/>`)}
    <info id="sum"><text>{answers.name} {identity.answers.pin} {identity.outcome}</text></info>${end('done')}${end('bad')}`;

  it('asks in the place of the call, with what is handed over, and comes back with outcome and answers', () => {
    const walk = walkOf(items).answer('Ada');
    expect(walk.text).toBe('This is for Ada, 3 tries.');
    expect(walk.screen.node.id).toBe('identify/why');
    walk.next().answer('1234');
    expect(walk.text).toBe('Ada 1234 verified');
    expect(walk.answers).toEqual({ name: 'Ada', 'identify/pin': '1234' });
    expect(walk.screen.trail.map(({ node }) => node)).toEqual(['name', 'identify/why', 'identify/pin']);
  });

  it('lets the caller choose by its outcome, and its own ends end nothing', () => {
    const walk = walkOf(items).answer('Ada').next().answer('0000');
    expect(walk.screen).toMatchObject({ state: 'ended', outcome: 'bad' });
  });

  it('sees its own names only, and judges by its own checks', () => {
    const shadow = `${question('pin')}${question('name')}${call()}${end('done')}`;
    const walk = walkOf(shadow).answer('mine', 'Ada').next().answer('12');
    expect(walk.screen.complaint).toBeDefined();
    expect(walk.answer('1234').answers).toEqual({ pin: 'mine', name: 'Ada', 'identify/pin': '1234' });
  });

  it('keeps what it asked as drafts on the way back, and takes other inputs on the way forward', () => {
    const walk = walkOf(items).answer('Ada').next().answer('1234').back();
    expect(walk.screen.node).toMatchObject({ id: 'identify/pin', question: { prefill: '1234' } });
    walk.back().back().answer('Bob');
    expect(walk.text).toBe('This is for Bob, 3 tries.');
    expect(walk.answers).toEqual({ name: 'Bob' });
  });

  it('has its branches open while it runs, and no longer', () => {
    const walk = walkOf(items).answer('Ada').next();
    expect(walk.screen.branches.map(({ id }) => id)).toEqual(['identify/help']);
    walk.branch('identify/help');
    expect(walk.text).toBe('The PIN is on your card.');
    expect(walk.next().screen.node.id).toBe('identify/pin');
    expect(walk.answer('1234').screen.branches).toEqual([]);
  });

  it('takes the failure path when its inputs do not fit, and says why', () => {
    const wrong = `<call id="identify" script="verify-identity"><with name="customer" value="answers.name"/>
      <failed><info id="sorry"><text>Sorry.</text><hint>{failure.message}</hint></info></failed></call>`;
    const walk = walkOf(`${question('name', 'type="text" required="no"')}${wrong}${end('done')}`).answer(null);
    expect(walk.screen.node).toMatchObject({
      id: 'sorry',
      hint: [{ text: expect.stringContaining('"customer" is missing') }],
    });
    const open = walkOf(`${question('name', 'type="text" required="no"')}${call('', '')}${end('done')}`).answer(null);
    expect(open.screen.node).toMatchObject({ kind: 'info', id: 'identify' });
    expect(open.back().answer('Ada').screen.node.id).toBe('identify/why');
  });

  it('is gone through in every round of a roster, and has rosters of its own', () => {
    const inner = script(
      'lines',
      `<section id="rows" each="['x', 'y']" as="row">${question('q', 'type="text"')}<info id="said"><text>{row} {answers.q}</text></info></section>${end('ok')}`,
    );
    const roster = `<section id="r" each="['1', '2']" as="n"><call id="c" script="lines" into="got"/><info id="i"><text>{n}: {count(got.answers.rows.q)}</text></info></section>${end('done')}`;
    const walk = walkOf(roster, [{ file: 'rows.xml', text: inner }]).answer('a');
    expect(walk.text).toBe('x a');
    walk.next().answer('b').next();
    expect(walk.text).toBe('1: 2');
    walk.next().answer('c');
    expect(Object.keys(walk.answers)).toEqual(['r[0].c/rows[0].c/q', 'r[0].c/rows[1].c/q', 'r[1].c/rows[0].c/q']);
  });

  it('calls others in turn, and is called twice under two names', () => {
    const middle = script(
      'middle',
      `<input name="customer"/>${call().replaceAll('answers.name', 'input.customer')}${end('ok')}`,
    );
    const scripts = [...files, { file: 'middle.xml', text: middle }];
    const twice = ['one', 'two'].map(
      (id) => `<call id="${id}" script="middle"><with name="customer" value="'${id}'"/></call>`,
    );
    const walk = walkOf(`${twice.join('')}${question('last')}${end('done')}`, scripts);
    expect(walk.text).toBe('This is for one, 3 tries.');
    walk.next().answer('1111');
    expect(walk.text).toBe('This is for two, 3 tries.');
    walk.next().answer('2222');
    expect(walk.answers).toEqual({ 'one/identify/pin': '1111', 'two/identify/pin': '2222' });
  });

  it('speaks its own language where it has no other', () => {
    const german = script(
      'de',
      `<info id="i"><text>Hallo</text><text lang="en">Hello</text></info><info id="j"><text>Nur deutsch</text></info>${end('ok')}`,
    ).replace('lang="en"', 'lang="de" languages="de en"');
    const walk = walkOf(`<call id="c" script="de"/>${end('done')}`, [{ file: 'de.xml', text: german }]);
    expect(walk.text).toBe('Hello');
    expect(walk.next().text).toBe('Nur deutsch');
  });

  it('leads by replay to the live state, whatever is done', () => {
    const move = fc.oneof(
      fc.constantFrom<Move>({ type: 'next' }, { type: 'back' }, { type: 'branch', branch: 'identify/help' }),
      fc.constantFrom('Ada', '1234', '0000', '1').map((value): Move => ({ type: 'answer', value })),
    );
    fc.assert(
      fc.property(fc.array(move, { maxLength: 20 }), (moves) => {
        const walk = walkOf(items);
        for (const next of moves) {
          try {
            walk.move(next);
          } catch (thrown) {
            expect(thrown).toMatchObject({ code: 'CRS-SCR-004' });
          }
          const replayed = replay(walk.compiled, JSON.parse(JSON.stringify(walk.journal)));
          expect(replayed && renderScreen(walk.compiled, replayed)).toEqual(walk.screen);
        }
      }),
      { numRuns: 40 },
    );
  });
});
