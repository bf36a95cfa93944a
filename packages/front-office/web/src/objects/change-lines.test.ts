import { describe, expect, it } from 'vitest';
import type { ObjectHistory, ObjectType } from '../../../src/api-types.js';
import { changeLines, changeWords } from './change-lines.js';

const attribute = (name: string, type: string) => ({ name, type, label: name.toUpperCase() });
const type = {
  attributes: [attribute('name', 'string'), attribute('since', 'date'), attribute('photo', 'binary')],
  links: [{ name: 'region', label: 'Region', many: false }],
} as unknown as ObjectType;
type Entry = ObjectHistory['items'][number];
const entry = (changes: Entry['changes']): Entry => ({
  id: '1',
  at: '2026-03-01T12:00:00Z',
  operation: 'update',
  caller: 'http',
  roles: [],
  changes,
});

describe('a change in words', () => {
  it('names what changed as the screen does, in its order, and leaves out what it does not show', () => {
    const changes = [
      { attribute: 'region', from: null, to: '7' },
      { attribute: 'gone', from: 'a', to: 'b' },
      { attribute: 'since', from: '2026-03-29', to: null },
      { attribute: 'name', from: 'Ann', to: 'Anna' },
      { attribute: 'photo', from: null, to: {} },
    ];
    expect(changeLines(type, entry(changes), 'en-GB')).toEqual([
      { label: 'NAME', from: 'Ann', to: 'Anna' },
      { label: 'SINCE', from: '29 Mar 2026', to: '–' },
      { label: 'PHOTO', from: '–', to: 'a file' },
      { label: 'Region', from: '–', to: '7' },
    ]);
  });

  it('says of values that were erased that they were', () => {
    const changes = [{ attribute: 'name', from: null, to: null, erased: true }];
    expect(changeLines(type, entry(changes), 'en-GB')).toEqual([{ label: 'NAME', from: 'erased', to: 'erased' }]);
  });

  it('says who did it, and when that is not certain', () => {
    const base = entry([]);
    expect(changeWords({ ...base, actor: 'agent1' })).toBe('Changed by agent1');
    expect(changeWords({ ...base, operation: 'create' })).toBe('Created by the system (http)');
    expect(changeWords({ ...base, actor: 'agent1', unclear: true })).toBe('Perhaps changed by agent1');
  });
});
