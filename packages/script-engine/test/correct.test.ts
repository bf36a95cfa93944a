import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderScreen } from '../src/present/render-screen.js';
import { replay } from '../src/step/evolve.js';
import { Walk } from './support/walk.js';

const ask = (id: string, more = '', attributes = 'type="number"') =>
  `<question id="${id}" ${attributes}><text>${id}?</text>${more}</question>`;
const end = '<end id="done" outcome="ok"><text>Goodbye.</text></end>';
const walkOf = (items: string, fails = false) =>
  new Walk(`<script id="s" version="1" lang="en">${items}${end}</script>`, {
    unchecked: true,
    fails: () => fails,
  }).start();

describe('correcting an earlier answer', () => {
  const items = `${ask('a')}<info id="i"><text>Well.</text></info>${ask('b')}${ask('c', '<check test="value gt answers.a"/>')}${ask('d')}`;

  it('shows the step, and runs on from it to where the dialog was', () => {
    const walk = walkOf(items).answer(1).next().answer(2, 3).correct(0);
    expect(walk.screen.node).toMatchObject({ id: 'a', question: { prefill: '1' } });
    expect(walk.answers).toEqual({});
    walk.answer(2);
    expect(walk.screen.node.id).toBe('d');
    expect(walk.answers).toEqual({ a: '2', b: '2', c: '3' });
    expect(walk.screen.trail.map(({ node }) => node)).toEqual(['a', 'i', 'b', 'c']);
  });

  it('stops at the first answer that does not hold any more, and runs on when it is given anew', () => {
    const walk = walkOf(`${items}${ask('e')}`)
      .answer(1)
      .next()
      .answer(2, 3, 4)
      .correct(0)
      .answer(3);
    expect(walk.screen.node).toMatchObject({ id: 'c', question: { prefill: '3' } });
    expect(walk.answer(5).screen.node.id).toBe('e');
    expect(walk.answers).toEqual({ a: '3', b: '2', c: '5', d: '4' });
  });

  it('stops at what the new answer leads to and was not there before', () => {
    const walk = walkOf(`${ask('a')}${ask('more', '', 'type="text" when="answers.a gt 5"')}${ask('b')}`).answer(1, 2);
    expect(walk.screen.state).toBe('ended');
    const open = walkOf(`${ask('a')}${ask('more', '', 'type="text" when="answers.a gt 5"')}${ask('b')}${ask('c')}`);
    open.answer(1, 2).correct(0).answer(6);
    expect(open.screen.node.id).toBe('more');
    expect(open.answer('x').screen.node.id).toBe('c');
  });

  it('does not take an answer that keep="drop" forgets, and an ordinary way back asks everything again', () => {
    const walk = walkOf(`${ask('a')}${ask('b', '', 'type="number" keep="drop"')}${ask('c')}`)
      .answer(1, 2)
      .correct(0);
    expect(walk.answer(1).screen.node.id).toBe('b');
    expect(walkOf(items).answer(1).next().answer(2).back().back().next().screen.node.id).toBe('b');
  });

  it('undoes actions on the way and does them anew, or is refused like the way back', () => {
    const act = (undo: string) => `${ask('a')}<do id="d" service="x.y">${undo}<failed/></do>${ask('b')}${ask('c')}`;
    const walk = walkOf(act('<undo service="x.undo"/>')).answer(1, 2).correct(0).answer(3);
    expect(walk.called).toEqual(['x.y', 'x.undo', 'x.y']);
    expect(walk.screen.node.id).toBe('c');
    const fixed = walkOf(act('')).answer(1, 2);
    expect(() => fixed.correct(0)).toThrow('"d" has been carried out and cannot be undone');
    expect(fixed.correct(1).screen.node.id).toBe('b');
  });

  it('names a step that is not on the trail', () => {
    expect(() => walkOf(items).answer(1).correct(7)).toThrow('there is no step 7 on its trail');
  });

  it('with the same answer leads back to the same place, wherever one was, and replays so', () => {
    const value = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(fc.tuple(value, value), fc.nat(3), fc.nat(3), ([a, b], until, entry) => {
        const walk = walkOf(items).answer(a).next();
        for (const next of [b, 10].slice(0, until)) walk.answer(next);
        const before = walk.screen;
        fc.pre(entry < before.trail.length && before.trail[entry]?.answer !== undefined);
        const { answers } = walk;
        const given = before.trail[entry]?.answer;
        walk.correct(entry).answer(given);
        expect(walk.answers).toEqual(answers);
        expect({ ...walk.screen, step: '' }).toEqual({ ...before, step: '' });
        const replayed = replay(walk.compiled, JSON.parse(JSON.stringify(walk.journal)));
        expect(replayed && renderScreen(walk.compiled, replayed)).toEqual(walk.screen);
      }),
      { numRuns: 50 },
    );
  });
});
