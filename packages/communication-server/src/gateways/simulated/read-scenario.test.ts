import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LanguageErrors, toDtd, toXsd } from '@caruso/language';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseDuration } from '../../duration.js';
import { callsOf } from './calls.js';
import { readScenario } from './read-scenario.js';
import { scenarioVocabulary } from './scenario-vocabulary.js';

const document = (body: string) => `<scenario id="day" seed="7">\n${body}\n</scenario>`;
const stream = (attributes: string) =>
  document(`<arrivals id="s" to="+499" ${attributes}><customer from="+491"/><customer from="+492"/></arrivals>`);

function problems(text: string): readonly string[] {
  try {
    readScenario(text, 'day.xml');
  } catch (thrown) {
    if (!LanguageErrors.InvalidDocument.is(thrown)) throw thrown;
    return thrown.data.diagnostics.map(({ line, column, code }) => `${line}:${column} ${code}`);
  }
  return [];
}

describe('readScenario', () => {
  it('reads single callers and streams', () => {
    const text = document(`<caller id="anna" at="2s" from="+491" to="+499" queue="service" patience="1m30s" talk="60s"/>
<arrivals id="s" every="45s" to="+499" until="8h"><customer from="+492"/></arrivals>`);
    const scenario = readScenario(text, 'day.xml');
    expect(scenario).toMatchObject({ id: 'day', seed: 7 });
    expect(scenario.callers).toEqual([
      {
        id: 'anna',
        atMs: 2_000,
        from: '+491',
        to: '+499',
        queue: 'service',
        patienceMs: 90_000,
        talkMs: 60_000,
        where: 'day.xml:2:56',
      },
    ]);
    expect(scenario.streams).toMatchObject([
      { everyMs: 45_000, random: true, untilMs: 28_800_000, customers: ['+492'] },
    ]);
  });

  it('names every error with its place', () => {
    const text = document(`<caller id="a" at="soon" from="+491" to="+499"/>
<caller id="a" at="1s" form="+491" to="+499"/>
<arrivals id="s" every="0s" to="+499"><customer from="+492"/></arrivals>`);
    expect(problems(text)).toEqual([
      '2:20 bad-duration',
      '3:1 missing-attribute',
      '3:13 duplicate-id',
      '3:24 unknown-attribute',
      '4:25 bad-duration',
    ]);
    expect(problems('<scenario id="x" seed="a"><caller id="a" at="1s" from="1" to="2"/></scenario>')).toEqual([
      '1:24 bad-seed',
    ]);
  });

  it('has a published DTD and a schema for editors that say the same', () => {
    const published = (end: string) => readFileSync(new URL(`../../../scenario.${end}`, import.meta.url), 'utf8');
    expect(published('dtd')).toBe(toDtd(scenarioVocabulary));
    expect(published('xsd')).toBe(toXsd(scenarioVocabulary));
  });
});

describe('callsOf', () => {
  const first = (text: string, count: number) => {
    const [, calls = []] = callsOf(readScenario(text, 'day.xml'));
    return Array.from(
      { length: count },
      (
        (iterator) => () =>
          iterator.next().value
      )(calls[Symbol.iterator]()),
    );
  };

  it('makes the same calls for the same seed, and others for another', () => {
    const text = stream('every="45s" patience="2m" talk="3m"');
    expect(first(text, 50)).toEqual(first(text, 50));
    expect(first(text, 50)).not.toEqual(first(text.replace('seed="7"', 'seed="8"'), 50));
  });

  it('keeps the mean times, and every customer calls', () => {
    const calls = first(stream('every="45s" talk="3m"'), 20_000);
    const talks = calls.map((call) => call?.talkMs ?? 0);
    expect((calls.at(-1)?.atMs ?? 0) / calls.length / 45_000).toBeCloseTo(1, 1);
    expect(talks.reduce((sum, talk) => sum + talk, 0) / talks.length / 180_000).toBeCloseTo(1, 1);
    expect(new Set(calls.map((call) => call?.from)).size).toBe(2);
  });

  it('is regular when the times are fixed, and ends', () => {
    const [, calls = []] = callsOf(
      readScenario(stream('every="10s" times="fixed" starting="1m" until="90s"'), 'day.xml'),
    );
    expect([...calls].map(({ atMs }) => atMs)).toEqual([70_000, 80_000, 90_000]);
  });
});

describe('a recording in a scenario', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'caruso-recorded-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const recorded = (csv: string, attributes = '') => {
    writeFileSync(join(folder, 'calls.csv'), csv);
    return document(`<recorded id="monday" file="calls.csv" to="+499"${attributes}/>`);
  };
  const calls = (text: string) => callsOf(readScenario(text, 'day.xml', folder)).flatMap((source) => [...source]);

  it('brings the calls at their times, each with its own patience and talk', () => {
    const text = recorded('arrived,queue,from,patience,talk\n7,moving,,20,\n2.5,service,+491,,182\n9,moving,,,60\n');
    expect(calls(text)).toEqual([
      { id: 'monday-1', atMs: 2_500, from: '+491', to: '+499', queue: 'service', talkMs: 182_000 },
      {
        ...{ id: 'monday-2', atMs: 7_000, from: 'anonymous', to: '+499', queue: 'moving', patienceMs: 20_000 },
        // Of the only one who has talked about it.
        talkMs: 60_000,
      },
      { id: 'monday-3', atMs: 9_000, from: 'anonymous', to: '+499', queue: 'moving', talkMs: 60_000 },
    ]);
  });

  it('begins with the first call when the calls have dates, and when it is told to', () => {
    const csv = 'arrived,queue\n2026-11-23T08:00:10Z,q\n2026-11-23T08:00:00Z,q\n';
    expect(calls(recorded(csv)).map(({ atMs }) => atMs)).toEqual([0, 10_000]);
    expect(calls(recorded(csv, ' starting="5s"')).map(({ atMs }) => atMs)).toEqual([5_000, 15_000]);
    expect(calls(recorded('arrived,queue\n3,q', ' starting="5s"')).map(({ atMs }) => atMs)).toEqual([8_000]);
  });

  it('lets those who did not give up be patient beyond what they have waited, when it says how patient they are', () => {
    const csv = `arrived,queue,patience,wait\n1,q,20,\n${Array.from({ length: 500 }, () => '2,q,,60').join('\n')}`;
    const patience = (text: string) =>
      calls(text).map(({ patienceMs = Number.POSITIVE_INFINITY }) => patienceMs / 1_000);
    const [gaveUp, ...others] = patience(recorded(csv, ' patience="90s"'));
    expect(gaveUp).toBe(20);
    expect(Math.min(...others)).toBeGreaterThanOrEqual(60);
    // 60 s and 90 s: the standard error of the mean is 4 s.
    expect(Math.abs(others.reduce((sum, wait) => sum + wait, 0) / 500 - 150)).toBeLessThan(14);
    expect(patience(recorded(csv, ' patience="90s"'))).toEqual([gaveUp, ...others]);
    expect(new Set(patience(recorded(csv)))).toEqual(new Set([20, Number.POSITIVE_INFINITY]));
  });

  it('has its mistakes named with their places in the recording', () => {
    const broken = (text: string) => {
      try {
        readScenario(text, join('scenarios', 'day.xml'), folder);
      } catch (thrown) {
        if (!LanguageErrors.InvalidDocument.is(thrown)) throw thrown;
        return thrown.data.diagnostics.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`);
      }
      return [];
    };
    const csv = join('scenarios', 'calls.csv');
    expect(broken(recorded('arrived,queue,talk\n1,q,-3'))).toEqual([`${csv}:2:5 bad-duration`]);
    expect(broken(recorded('arrived,queue\n1,q', ' patience="long"'))).toEqual([
      `${join('scenarios', 'day.xml')}:2:60 bad-duration`,
    ]);
    const missing = recorded('arrived,queue\n1,q').replace('calls.csv', 'none.csv');
    expect(broken(missing)).toEqual([`${join('scenarios', 'day.xml')}:2:29 unreadable-recording`]);
    const text = recorded('');
    writeFileSync(join(folder, 'calls.csv'), 'arrived,queue\n1,Umzüge', 'latin1');
    expect(broken(text)).toEqual([`${csv}:2:6 wrong-encoding`]);
  });
});

describe('parseDuration', () => {
  it.each([
    ['500ms', 500],
    ['2s', 2_000],
    ['1.5s', 1_500],
    ['1m30s', 90_000],
    ['8h', 28_800_000],
    ['', undefined],
    ['2', undefined],
    ['-1s', undefined],
    ['30s1m', undefined],
  ])('reads %s', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });
});
