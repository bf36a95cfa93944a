import { Diagnostics, SourceText } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { readRecording } from './read-recording.js';

function read(text: string, known?: readonly string[]) {
  const diagnostics = new Diagnostics(new SourceText(text, 'monday.csv'));
  const recording = readRecording(diagnostics, known);
  return { ...recording, problems: diagnostics.all.map(({ line, column, code }) => `${line}:${column} ${code}`) };
}

describe('readRecording', () => {
  it('reads a contact a line, with or without what is not known of it', () => {
    const { problems, dated, contacts } = read(
      'arrived,queue,from,patience,wait,talk,wrap-up\n12.5,service,+491,,7,182,20\n\n60,moving,,45.5,,,\n',
    );
    expect(problems).toEqual([]);
    expect(dated).toBe(false);
    expect(contacts).toEqual([
      {
        at: 12.5,
        queue: 'service',
        from: '+491',
        waited: 7,
        talk: 182,
        wrapUp: 20,
        where: 'monday.csv:2:1',
      },
      { at: 60, queue: 'moving', patience: 45.5, waited: 0, where: 'monday.csv:4:1' },
    ]);
  });

  it('reads a number as it was before it was kept from being a formula', () => {
    const { contacts } = read("arrived,queue,from\n1,q,'+491\n2,q,''=1\n3,q,'x\n4,q,+492");
    expect(contacts.map(({ from }) => from)).toEqual(['+491', "'=1", "'x", '+492']);
  });

  it('needs only to be told when and where they came, in files of other programs too', () => {
    const { problems, contacts } = read('Queue;Trunk;"Arrived"\r\n"service";7;1\r\n;;\r\nservice;"8";2\r\n');
    expect(problems).toEqual([]);
    expect(contacts.map(({ at, queue, talk }) => [at, queue, talk])).toEqual([
      [1, 'service', undefined],
      [2, 'service', undefined],
    ]);
    expect(read('queue\tarrived\ttalk\nservice\t1\t').contacts).toHaveLength(1);
  });

  it('puts them in the order of time, as logs are often written at the end of a call', () => {
    const { contacts } = read('arrived,queue\n30,b\n10,a\n30,c\n20,d\n');
    expect(contacts.map(({ queue }) => queue)).toEqual(['a', 'd', 'b', 'c']);
  });

  it('counts instants from the midnight of the first, by its own clock', () => {
    const dated = (...instants: readonly string[]) => {
      const { contacts, problems } = read(`arrived,queue\n${instants.map((at) => `${at},q`).join('\n')}`);
      expect(problems).toEqual([]);
      return contacts.map(({ at }) => at);
    };
    expect(dated('2026-11-23T08:00:12.5+01:00', '2026-11-24T00:30:00+01:00')).toEqual([28_812.5, 88_200]);
    // By the clock of Berlin it is the 24th already, by that of New York still the 22nd.
    expect(dated('2026-11-23T23:30:00Z', '2026-11-24T01:00:00+01:00')).toEqual([84_600, 86_400]);
    expect(dated('2026-11-23T00:30:00+01:00')).toEqual([1_800]);
    expect(dated('2026-11-22T20:15:00-05:00')).toEqual([72_900]);
  });

  it.each([
    ['time that is none', 'arrived,queue\n8 h,q\n2026-02-30T08:00:00Z,q\n2026-11-23T08:00:00,q', ['2:1', '3:1', '4:1']],
    ['time before the start', 'arrived,queue\n-1,q', ['2:1']],
    ['time unlike the others', 'arrived,queue\n1,q\n2026-11-23T08:00:00Z,q', ['3:1']],
  ])('names the place of a %s', (_, text, places) => {
    expect(read(text).problems).toEqual(places.map((place) => `${place} bad-time`));
  });

  it('names the places of durations that are negative or none, of lines that are broken, and of missing queues', () => {
    const text = `arrived,queue,patience,talk,wrap-up
1,service, -3,10,1
2,service,,1:30,1
3,service,,10,x
4,service,,10
5,"service,,10,1
6,,,10,1`;
    expect(read(text).problems).toEqual([
      '2:12 bad-duration',
      '3:12 bad-duration',
      '4:15 bad-duration',
      '5:1 bad-csv',
      '6:1 bad-csv',
      '7:3 no-queue',
    ]);
  });

  it('names a queue that there is not once, and what was probably meant', () => {
    const text = 'arrived,queue\n1,servcie\n2,service\n3,servcie';
    expect(read(text, ['service']).problems).toEqual(['2:3 no-queue']);
    expect(read(text).problems).toEqual([]);
  });

  it('says which columns are missing or misspelt', () => {
    expect(read('arrived,queue,patiense\n1,q,2').problems).toEqual(['1:15 bad-column']);
    expect(read('arived,queue\n1,q').problems).toEqual(['1:1 bad-column']);
    expect(read('time,queue\n1,q').problems).toEqual(['1:1 bad-column']);
    expect(read('arrived,queue\n').problems).toEqual(['1:1 no-contacts']);
    expect(read('').problems).toEqual(['1:1 no-contacts']);
  });
});
