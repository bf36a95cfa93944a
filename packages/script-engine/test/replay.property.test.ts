import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderScreen } from '../src/present/render-screen.js';
import { contextOf, type DialogState } from '../src/step/dialog-state.js';
import { replay } from '../src/step/evolve.js';
import { type Move, Walk } from './support/walk.js';

const text = readFileSync(new URL('./scripts/meter-and-move.xml', import.meta.url), 'utf8');
const address = { street: 'Am Markt', houseNumber: '1', postalCode: '01067', city: 'Dresden' };

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Move>({ type: 'next' }) },
  { weight: 3, arbitrary: fc.constant<Move>({ type: 'back' }) },
  { weight: 2, arbitrary: fc.constantFrom('too-dear', 'human').map((branch): Move => ({ type: 'branch', branch })) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('agent', 'web')
      .map((channel): Move => ({ type: 'channel', channel: channel as 'agent' | 'web' })),
  },
  {
    weight: 12,
    arbitrary: fc
      .constantFrom<unknown>(
        'reading',
        'move',
        'move',
        '150',
        '5000',
        '2026-05-20',
        '1999-01-01',
        address,
        {},
        'green',
        null,
        true,
        false,
      )
      .map((value): Move => ({ type: 'answer', value })),
  },
);
const fails = fc.func(fc.boolean()).map((decide) => (key: string) => decide(key));

/** Everything that makes out a state, as plain data. */
function essence(state: DialogState) {
  const { snapshot, path, undone, ...rest } = state;
  return JSON.parse(
    JSON.stringify({
      ...rest,
      undone: [...undone],
      path: path.length,
      value: snapshot.value,
      context: snapshot.context,
    }),
  );
}

/** Makes the moves that are possible where the dialog stands. */
function tryMoves(walk: Walk, moves: readonly Move[], after: () => void): void {
  for (const next of moves) {
    const before = walk.state;
    try {
      walk.move(next);
    } catch (thrown) {
      expect(thrown).toMatchObject({ code: 'CRS-SCR-004' });
      expect(walk.state).toBe(before);
    }
    after();
  }
}

describe('the journal of a dialog', () => {
  it('leads by replay to the live state at every step, whatever is done', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 25 }), fails, (moves, decide) => {
        const walk = new Walk(text, { fails: ({ id }) => decide(id) }).start('agent', { customerId: 'c-1' });
        tryMoves(walk, moves, () => {
          const stored = JSON.parse(JSON.stringify(walk.journal));
          const replayed = replay(walk.compiled, stored);
          expect(replayed && essence(replayed)).toEqual(essence(walk.state));
          expect(replayed && renderScreen(walk.compiled, replayed)).toEqual(walk.screen);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('leads to the same place when one goes back and answers the same again', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 20 }), (moves) => {
        const walk = new Walk(text).start('agent', { customerId: 'c-1' });
        tryMoves(walk, moves, () => {});
        const before = walk.screen;
        const { channel } = contextOf(walk.state);
        const oneChannel = walk.state.path.every((entry) => entry.channel === channel && entry.event !== 'channel');
        fc.pre(before.canGoBack && oneChannel && !before.complaint && !before.warning);
        const drafts = { ...walk.state.drafts };
        const answers = { ...walk.answers };
        const redo = walk.state.path[walk.state.shown.at(-2)?.at ?? 0];
        walk.back();
        if (redo?.event === 'branch') walk.branch(redo.branch);
        else if (redo?.event === 'answer') {
          expect(walk.screen.node.question?.prefill ?? null).toEqual(redo.value);
          walk.answer(redo.value);
          // A doubt has to be confirmed again.
          if (walk.screen.warning) walk.answer(redo.value);
        } else walk.next();
        expect(walk.screen.node).toEqual(before.node);
        expect(walk.screen.trail).toEqual(before.trail);
        expect(walk.answers).toEqual(answers);
        expect(walk.state.drafts).toEqual(drafts);
      }),
      { numRuns: 40 },
    );
  });

  it('never tells a customer what is meant for agents', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 20 }), fails, (moves, decide) => {
        const walk = new Walk(text, { fails: ({ id }) => decide(id) }).start('agent', { customerId: 'c-1' });
        tryMoves(walk, moves, () => {
          if (contextOf(walk.state).channel === 'agent') return;
          expect(JSON.stringify(walk.screen)).not.toMatch(
            /"hint"|Listen first|Speak slowly|Ask:|too-dear|does not work/,
          );
        });
      }),
      { numRuns: 60 },
    );
  });
});
