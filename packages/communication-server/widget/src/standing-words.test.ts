import { expect, it } from 'vitest';
import { standingWords } from './standing-words.js';
import { wordingFor } from './wording.js';

const english = wordingFor('en-GB').words;
const german = wordingFor('de-AT').words;

it('says the place in the queue and how long it will take', () => {
  const waiting = { state: 'waiting', position: 3, waitSeconds: 150 } as const;
  expect(standingWords(waiting, true, english)).toBe('You are number 3 in the queue. It will take about 3 minutes.');
  expect(standingWords(waiting, true, german)).toBe(
    'Sie sind Nummer 3 in der Warteschlange. Es dauert etwa 3 Minuten.',
  );
  expect(standingWords({ state: 'waiting', position: 1 }, true, english)).toBe('You are next.');
  expect(standingWords({ state: 'waiting', position: 1, waitSeconds: 30 }, true, english)).toBe(
    'You are next. It will take about 1 minute.',
  );
  expect(standingWords({ state: 'waiting' }, true, english)).toBe('Somebody will be with you soon.');
});

it('says with whom the visitor talks, and that somebody looks something up', () => {
  expect(standingWords({ state: 'talking', agent: 'Ada', held: false }, true, english)).toBe(
    'You are talking with Ada.',
  );
  expect(standingWords({ state: 'talking', agent: 'Ada', held: true }, true, german)).toBe(
    'Ada sieht etwas nach. Einen Moment, bitte.',
  );
});

it('says that there is no connection, whatever was before', () => {
  expect(standingWords({ state: 'over' }, false, english)).toBe('Connecting …');
  expect(standingWords(undefined, true, english)).toBe('Connecting …');
});
