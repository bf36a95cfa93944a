import { describe, expect, it } from 'vitest';
import { migrationWords } from './migration-words.js';

const outcome = (result: 'same' | 'asks-again' | 'impossible', reason?: string) => ({
  ...{ dialog: 'd', from: '1', to: '2', result },
  ...(reason === undefined ? {} : { reason }),
});

describe('what becomes of open dialogs', () => {
  it('is not spoken of when there are none', () => {
    expect(migrationWords([])).toBeUndefined();
  });

  it('is told by how many would go on, and why others could not', () => {
    const words = migrationWords([
      ...[outcome('same'), outcome('asks-again'), outcome('asks-again')],
      ...[outcome('impossible', 'an action was done twice'), outcome('impossible', 'an action was done twice')],
    ]);
    expect(words).toEqual({
      text:
        '5 open dialogs stay on the version they were begun on. On this text 1 would stand where they are, and 2 would be asked again. ' +
        '2 cannot move: an action was done twice.',
      movable: 3,
      staying: 2,
    });
    expect(migrationWords([outcome('same')])?.text).toContain('1 open dialog stays on the version it was begun on.');
  });
});
