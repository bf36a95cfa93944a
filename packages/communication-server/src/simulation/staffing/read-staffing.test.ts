import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LanguageErrors, toDtd, toXsd } from '@caruso/language';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStaffing } from './read-staffing.js';
import { staffingVocabulary } from './staffing-vocabulary.js';

const document = (inside: string) => `<staffing id="monday" seed="7">\n${inside}\n</staffing>`;
const queue = (inside = '<handling mean="3m"/><contacts from="08:00" until="08:30" expected="40"/>', more = '') =>
  `<queue id="service"${more}>${inside}</queue>`;
const team = (serves = '<serves queue="service"/>', works = '<works from="08:00" until="16:30"/>') =>
  `<team id="front" agents="12">${serves}${works}</team>`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'caruso-staffing-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function problems(text: string): readonly string[] {
  try {
    readStaffing(text, 'monday.xml', folder);
    return [];
  } catch (thrown) {
    if (!LanguageErrors.InvalidDocument.is(thrown)) throw thrown;
    return thrown.data.diagnostics.map(
      ({ file, line, column, code }) => `${file === 'monday.xml' ? '' : `${file}:`}${line}:${column} ${code}`,
    );
  }
}

describe('readStaffing', () => {
  it('reads queues with their forecast, and teams with their shifts', () => {
    const text = document(`<queue id="service" within="30s" target="90" priority="2" strategy="ranked">
<needs skill="english" level="2"/>
<handling mean="3m" law="lognormal" deviation="2m"/><patience mean="90s"/><wrap-up mean="20s" law="fixed"/>
<contacts from="08:00" until="08:30" expected="40"/><contacts from="08:30" until="10:00" expected="22.5"/>
</queue>
<team id="front" agents="12"><serves queue="service" order="2" penalty="1"/><skill name="english" level="3"/>
<works from="08:00" until="12:00"/><works from="12:30" until="25:00"/></team>`);
    const { id, seed, centre } = readStaffing(text, 'monday.xml');
    expect({ id, seed }).toEqual({ id: 'monday', seed: '7' });
    expect(centre.queues).toMatchObject([
      {
        id: 'service',
        serviceLevel: { seconds: 30, target: 0.9 },
        priority: 2,
        strategy: 'ranked',
        needs: { english: 2 },
      },
    ]);
    expect(centre.demand).toEqual([
      {
        queue: 'service',
        handling: { law: 'lognormal', mean: 180, deviation: 120 },
        patience: { law: 'exponential', mean: 90 },
        wrapUp: { law: 'fixed', mean: 20 },
        arrivals: [
          { from: 28_800, until: 30_600, perHour: 80 },
          { from: 30_600, until: 36_000, perHour: 15 },
        ],
      },
    ]);
    expect(centre.teams).toEqual([
      {
        id: 'front',
        agents: 12,
        queues: [{ queue: 'service', priority: 2, penalty: 1 }],
        skills: { english: 3 },
        shift: [
          { from: 28_800, until: 43_200 },
          { from: 45_000, until: 90_000 },
        ],
      },
    ]);
  });

  it.each([
    ['a queue that is none', queue(), team('<serves queue="sevrice"/>'), ['2:12 unserved-queue', '3:45 no-queue']],
    ['a time that is none', queue(), team(undefined, '<works from="8 h" until="16:30"/>'), ['3:68 bad-time']],
    ['a span that ends too early', queue(), team(undefined, '<works from="09:00" until="08:00"/>'), ['3:82 bad-span']],
    [
      'spans that overlap',
      queue(
        '<handling mean="3m"/><contacts from="08:00" until="09:00" expected="1"/><contacts from="08:30" until="10:00" expected="1"/>',
      ),
      team(),
      ['2:109 bad-span'],
    ],
    ['a number that is none', queue(undefined, ' target="120"'), team(), ['2:29 bad-number']],
    [
      'a deviation without its law',
      queue('<handling mean="3m" deviation="1m"/><contacts from="08:00" until="09:00" expected="1"/>'),
      team(),
      ['2:52 bad-duration'],
    ],
    [
      'a law without its deviation',
      queue('<handling mean="3 min" law="lognormal"/><contacts from="08:00" until="09:00" expected="1"/>'),
      team(),
      ['2:21 bad-duration', '2:37 bad-duration'],
    ],
  ])('names the place of %s', (_, service, front, found) => {
    expect(problems(document(`${service}\n${front}`))).toEqual(found);
  });

  const open = queue('<handling mean="3m"/><patience mean="2m"/>');
  const read = (recording: string, more = '', service = open) => {
    writeFileSync(join(folder, 'day.csv'), recording);
    return document(`${service}\n<recorded id="day" file="day.csv"${more}/>\n${team()}`);
  };

  it('reads contacts that came once, at their times of day', () => {
    const seconds = readStaffing(
      read('arrived,queue,talk\n60,service,30\n', ' starting="08:00"'),
      'monday.xml',
      folder,
    );
    expect(seconds.centre.demand).toEqual([]);
    expect(seconds.centre.recorded).toEqual([
      {
        id: 'day',
        contacts: [{ at: 28_860, queue: 'service', waited: 0, talk: 30, where: 'day.csv:2:1' }],
        durations: [
          {
            queue: 'service',
            handling: { law: 'exponential', mean: 180 },
            patience: { law: 'exponential', mean: 120 },
          },
        ],
      },
    ]);
    const instants = readStaffing(read('arrived,queue\n2026-11-23T08:01:00+01:00,service\n'), 'monday.xml', folder);
    expect(instants.centre.recorded?.[0]?.contacts).toMatchObject([{ at: 28_860 }]);
  });

  it('brings a recording besides a forecast', () => {
    const { centre } = readStaffing(read('arrived,queue\n1,service\n', '', queue()), 'monday.xml', folder);
    expect([centre.demand.length, centre.recorded?.length]).toEqual([1, 1]);
  });

  it('names what is wrong in a recording with its place there', () => {
    const found = problems(read('arrived,queue,talk\n8 h,service,\n2,sevrice,1:30\n'));
    expect(found).toEqual(['day.csv:2:1 bad-time', 'day.csv:3:3 no-queue', 'day.csv:3:11 bad-duration']);
  });

  it('names the place of a recording that is not there, or does not fit', () => {
    expect(problems(document(`${open}<recorded id="day" file="none.csv"/>${team()}`))).toEqual([
      expect.stringMatching(/^2:\d+ unreadable-recording$/),
    ]);
    expect(problems(read('arrived,queue\n1,service\n172800,service\n'))).toEqual(['3:26 bad-span']);
    const instant = 'arrived,queue\n2026-11-23T08:01:00Z,service\n';
    expect(problems(read(instant, ' starting="08:00"'))).toEqual(['3:45 bad-time']);
  });

  it('wants to know what comes to a queue, and how long it takes', () => {
    const nothing = queue('<handling mean="3m"/>');
    expect(problems(document(nothing + team()))).toEqual(['2:12 no-contacts']);
    const noHandling = queue('<contacts from="08:00" until="09:00" expected="1"/>');
    expect(problems(document(noHandling + team()))).toEqual(['2:12 no-handling']);
    const silent = 'arrived,queue,patience\n1,service,20\n';
    expect(problems(read(silent, '', queue('<patience mean="2m"/>')))).toEqual(['2:12 no-handling']);
    const talking = 'arrived,queue,patience,talk\n1,service,20,\n2,service,,30\n';
    expect(problems(read(talking, '', queue('<patience mean="2m"/>')))).toEqual([]);
  });

  it('has a published DTD and a schema for editors that say the same', () => {
    const published = (end: string) => readFileSync(new URL(`../../../staffing.${end}`, import.meta.url), 'utf8');
    expect(published('dtd')).toBe(toDtd(staffingVocabulary));
    expect(published('xsd')).toBe(toXsd(staffingVocabulary));
  });
});
