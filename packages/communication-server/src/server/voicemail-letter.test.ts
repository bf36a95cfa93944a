import { describe, expect, it } from 'vitest';
import { voicemailLetter } from './voicemail-letter.js';

const left = {
  type: 'voicemail-left',
  ...{ contact: 'c', queue: 'service', recording: 'r', seconds: 12.4 },
  at: Date.parse('2026-03-29T21:15:00Z'),
} as const;
const call = { from: '+49301', to: '+49309', customer: '17' };
const german = {
  language: 'de',
  subject: 'Nachricht von {caller} für {queue}',
  text: 'Kunde: {customer}\nZeit: {time}\nLänge: {seconds} s, gewählt: {called}',
  withoutSound: 'Die Aufnahme ist nicht zu haben.',
};
const queue = { name: 'Störung', voicemailTo: 'team@works.test', voicemailLetter: german };
const sound = new Uint8Array(1);

describe('the letter about a message left by telephone', () => {
  it('is in the language of the company, and tells its time', () => {
    const letter = voicemailLetter(left, call, queue, 'Europe/Berlin', sound);
    expect(letter).toMatchObject({ to: 'team@works.test', subject: 'Nachricht von +49301 für Störung' });
    expect(letter.text).toMatch(/^Kunde: 17\nZeit: 29\. März 2026\D+23:15 MESZ\nLänge: 12 s, gewählt: \+49309$/);
    expect(letter.files.map(({ name }) => name)).toEqual(['voicemail-2026-03-29T23-15.wav']);
  });

  it('leaves out the customer who is not known, and says when there is no sound', () => {
    const { text, files } = voicemailLetter(left, { ...call, customer: undefined }, queue, 'UTC', undefined);
    expect(text).toMatch(/^Zeit: .*21:15 UTC\nLänge: .*\n\nDie Aufnahme ist nicht zu haben\.$/);
    expect(files).toEqual([]);
  });

  it('is in English where nothing is said, and takes nothing of the caller for a placeholder', () => {
    const { voicemailLetter: _, ...usual } = queue;
    const { subject, text } = voicemailLetter(left, { ...call, from: '{seconds}' }, usual, 'Europe/Berlin', sound);
    expect(subject).toBe('Voicemail from {seconds} for Störung');
    expect(text).toMatch(/^Caller: \{seconds\}\nCustomer: 17\nDialled: \+49309\nQueue: Störung\nTime: March 29, 2026 /);
  });
});
