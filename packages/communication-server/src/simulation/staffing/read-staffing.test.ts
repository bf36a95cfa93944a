import { readFileSync } from 'node:fs';
import { LanguageErrors, toDtd, toXsd } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { readStaffing } from './read-staffing.js';
import { staffingVocabulary } from './staffing-vocabulary.js';

const document = (inside: string) => `<staffing id="monday" seed="7">\n${inside}\n</staffing>`;
const queue = (inside = '<handling mean="3m"/><contacts from="08:00" until="08:30" expected="40"/>', more = '') =>
  `<queue id="service"${more}>${inside}</queue>`;
const team = (serves = '<serves queue="service"/>', works = '<works from="08:00" until="16:30"/>') =>
  `<team id="front" agents="12">${serves}${works}</team>`;

function problems(text: string): readonly string[] {
  try {
    readStaffing(text, 'monday.xml');
    return [];
  } catch (thrown) {
    if (!LanguageErrors.InvalidDocument.is(thrown)) throw thrown;
    return thrown.data.diagnostics.map(({ line, column, code }) => `${line}:${column} ${code}`);
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

  it('has a published DTD and a schema for editors that say the same', () => {
    const published = (end: string) => readFileSync(new URL(`../../../staffing.${end}`, import.meta.url), 'utf8');
    expect(published('dtd')).toBe(toDtd(staffingVocabulary));
    expect(published('xsd')).toBe(toXsd(staffingVocabulary));
  });
});
