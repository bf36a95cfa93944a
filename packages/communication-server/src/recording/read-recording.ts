import { unguardFormula } from '@caruso/core';
import { type Diagnostics, didYouMean } from '@caruso/language';
import { z } from 'zod';
import { present } from '../present.js';
import type { RecordedContact, Recording } from './recording.js';
import { RECORDING_COLUMNS } from './recording-columns.js';
import { type Row, rowsOf } from './rows.js';

const NEEDED = RECORDING_COLUMNS.slice(0, 2);
const DAY = 86_400;

const Instant = z.iso.datetime({ offset: true });
const SECONDS = /^\d{1,9}(\.\d{1,9})?$/;
const OFFSET = /([+-])(\d\d):(\d\d)$/;

/**
 * Reads a recording: a CSV file with a heading, one contact a line, in any order. What is wrong with it is told to the
 * diagnostics: `bad-csv`, `bad-column`, `bad-time`, `bad-duration`, `no-queue`, `no-contacts`.
 *
 * @param diagnostics of the text of the file
 * @param known the queues there are; any may be named if left out
 */
export function readRecording(diagnostics: Diagnostics, known?: readonly string[]): Recording {
  const [heading, ...rows] = rowsOf(diagnostics);
  if (rows.length === 0 && !diagnostics.hasErrors)
    diagnostics.error('no-contacts', 'No contact is recorded here', { start: 0, end: 0 });
  if (!heading || !checkHeading(diagnostics, heading)) return { dated: false, contacts: [] };
  const names = heading.cells.map(({ text }) => text.toLowerCase());
  return new RecordingReader(diagnostics, names, known).recording(rows);
}

/** What a column is for is said by its name; columns of other names are of no interest here, unless one is misspelt. */
function checkHeading(diagnostics: Diagnostics, { cells, span }: Row): boolean {
  const names = cells.map(({ text }) => text.toLowerCase());
  const missing = RECORDING_COLUMNS.filter((name) => !names.includes(name));
  const misspelt = cells.flatMap(({ text, span: at }) => {
    const hint = didYouMean(text, missing);
    return hint === undefined ? [] : [{ text, at, hint }];
  });
  for (const { text, at, hint } of misspelt)
    diagnostics.error('bad-column', `'${text}' is no column of a recording`, at, hint);
  const lacking = NEEDED.filter((name) => !names.includes(name));
  if (lacking.length > misspelt.length) {
    const hint = `the columns are ${RECORDING_COLUMNS.join(', ')}; the first two must be there`;
    diagnostics.error('bad-column', `There is no column ${lacking.join(', ')}`, span, hint);
  }
  return lacking.length === 0;
}

class RecordingReader {
  readonly #diagnostics: Diagnostics;
  readonly #names: readonly string[];
  readonly #known: readonly string[] | undefined;
  readonly #unknown = new Set<string>();
  /** How the first contact says when it came: all others must say it alike. */
  #dated: boolean | undefined;

  constructor(diagnostics: Diagnostics, names: readonly string[], known: readonly string[] | undefined) {
    this.#diagnostics = diagnostics;
    this.#names = names;
    this.#known = known;
  }

  recording(rows: readonly Row[]): Recording {
    const read = rows.map((row) => ({ contact: this.#contact(row), arrived: this.#cell(row, 'arrived').text }));
    read.sort((a, b) => a.contact.at - b.contact.at);
    const contacts = read.map(({ contact }) => contact);
    if (!this.#dated) return { dated: false, contacts };
    const midnight = midnightBefore(read[0]?.contact.at ?? 0, read[0]?.arrived ?? '');
    return {
      dated: true,
      contacts: contacts.map((contact) => ({ ...contact, at: secondsSince(midnight, contact.at) })),
    };
  }

  #contact(row: Row): RecordedContact {
    const from = unguardFormula(this.#cell(row, 'from').text);
    const [patience, waited] = [this.#seconds(row, 'patience'), this.#seconds(row, 'wait')];
    const [talk, wrapUp] = [this.#seconds(row, 'talk'), this.#seconds(row, 'wrap-up')];
    const { line, column } = this.#diagnostics.source.positionOf(row.span.start);
    return {
      at: this.#arrived(row),
      queue: this.#queue(row),
      ...(from === '' ? {} : { from }),
      waited: waited ?? 0,
      ...present({ patience, talk, wrapUp }),
      where: `${this.#diagnostics.source.file}:${line}:${column}`,
    };
  }

  #arrived(row: Row): number {
    const { text, span } = this.#cell(row, 'arrived');
    const dated = Instant.safeParse(text).success;
    if (!dated && !SECONDS.test(text)) {
      const hint = 'write 2026-11-23T08:00:12+01:00, or seconds from the start such as 12.5';
      this.#diagnostics.error('bad-time', `'${text}' does not say when the contact came`, span, hint);
      return 0;
    }
    this.#dated ??= dated;
    if (dated !== this.#dated) {
      const others = this.#dated ? 'instants' : 'seconds from the start';
      this.#diagnostics.error('bad-time', `'${text}' is not written as the others are, which are ${others}`, span);
    }
    return dated ? Date.parse(text) / 1_000 : Number(text);
  }

  #queue(row: Row): string {
    const { text, span } = this.#cell(row, 'queue');
    if (text === '') this.#diagnostics.error('no-queue', 'The contact has no queue', span);
    else if (this.#known && !this.#known.includes(text) && !this.#unknown.has(text)) {
      // Once is enough, however many contacts it had.
      this.#unknown.add(text);
      this.#diagnostics.error('no-queue', `'${text}' is no queue here`, span, didYouMean(text, this.#known));
    }
    return text;
  }

  #seconds(row: Row, name: string): number | undefined {
    const { text, span } = this.#cell(row, name);
    if (text === '') return undefined;
    if (SECONDS.test(text)) return Number(text);
    this.#diagnostics.error('bad-duration', `'${text}' is no duration`, span, 'write seconds from 0 on, such as 182.5');
    return undefined;
  }

  #cell({ cells, span }: Row, name: string) {
    return cells[this.#names.indexOf(name)] ?? { text: '', span };
  }
}

/** To the millisecond, as instants are: so far from 1970, a difference is less exact. */
const secondsSince = (midnight: number, at: number) => Math.round((at - midnight) * 1_000) / 1_000;

/** In seconds since 1970: where the day begins by the clock of who wrote the instant. */
function midnightBefore(seconds: number, instant: string): number {
  const [, sign, hours, minutes] = OFFSET.exec(instant) ?? [];
  const offset = (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60);
  return Math.floor((seconds + offset) / DAY) * DAY - offset;
}
