import { Diagnostics, SourceText } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import type { LoggedContact } from './logged-contact.js';
import { readRecording } from './read-recording.js';
import { recordingLines } from './recording-lines.js';

const NINE = Date.UTC(2026, 10, 23, 8);

async function written(contacts: readonly LoggedContact[], zone = 'Europe/Berlin') {
  async function* each() {
    yield* contacts;
  }
  const parts: string[] = [];
  for await (const part of recordingLines(each(), zone)) parts.push(part);
  return parts;
}

describe('recordingLines', () => {
  it('writes a heading, and a line for each contact by the clock of a zone', async () => {
    const contacts = [
      { at: NINE + 12_500, queue: 'service', from: '+4930', wait: 4.25, talk: 60, wrapUp: 0 },
      { at: NINE, queue: 'moving', patience: 30 },
    ];
    expect((await written(contacts)).join('')).toBe(
      '\uFEFFarrived,queue,from,patience,wait,talk,wrap-up\r\n' +
        "2026-11-23T09:00:12.500+01:00,service,'+4930,,4.25,60,0\r\n" +
        '2026-11-23T09:00:00.000+01:00,moving,,30,,,\r\n',
    );
  });

  it('is read again as it was written, whatever the customers are called', async () => {
    const names = ['+4930', '=cmd', "'=x", 'Doe, "Jo";\tx', 'two\nlines', '', "'", '@a'];
    const contacts = names.map((from, index) => ({
      at: NINE + index,
      queue: 'q',
      from,
      wait: 1.001,
      talk: 2,
      wrapUp: 3,
    }));
    const diagnostics = new Diagnostics(new SourceText((await written(contacts, 'UTC')).join(''), 'monday.csv'));
    const recording = readRecording(diagnostics);
    expect(diagnostics.all).toEqual([]);
    expect(recording.dated).toBe(true);
    expect(recording.contacts.map(({ from = '' }) => from)).toEqual(names.map((name) => name.replace('\n', ' ')));
    expect(recording.contacts[1]).toMatchObject({ at: 28_800.001, waited: 1.001, talk: 2, wrapUp: 3 });
  });

  it('writes many in parts', async () => {
    const parts = await written(Array.from({ length: 1_200 }, (_, index) => ({ at: NINE + index, queue: 'q' })));
    expect(parts).toHaveLength(4);
    expect(parts.join('').trimEnd().split('\r\n')).toHaveLength(1_201);
  });
});
