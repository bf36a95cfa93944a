import { type Diagnostics, readAttribute, type Span as Slice, type XmlElement } from '@caruso/language';
import { parseDuration } from '../../duration.js';
import type { Span } from '../simulated-centre.js';
import { staffingVocabulary } from './staffing-vocabulary.js';

const TIME = /^([0-3]?\d|4[0-7]):([0-5]\d)$/;

/** What attributes of a staffing document say, and what is wrong with them. */
export class StaffingAttributes {
  readonly #diagnostics: Diagnostics;

  constructor(diagnostics: Diagnostics) {
    this.#diagnostics = diagnostics;
  }

  /** An attribute that the vocabulary requires or presets; when it is missing, the check has said so. */
  text(element: XmlElement, name: string): string {
    return readAttribute(staffingVocabulary, element, name) ?? '';
  }

  /** A number from 0 on. */
  number(element: XmlElement, name: string, { whole = false, most = Number.MAX_SAFE_INTEGER } = {}): number {
    const text = this.text(element, name);
    const value = Number(text);
    const fits = (whole ? /^\d{1,9}$/ : /^\d{1,9}(\.\d{1,9})?$/).test(text) && value <= most;
    if (text !== '' && !fits) {
      const upTo = most === Number.MAX_SAFE_INTEGER ? '' : ` up to ${most}`;
      const wanted = whole ? 'a whole number such as 12' : `a number such as 12 or 7.5${upTo}`;
      this.error('bad-number', `'${text}' is not ${wanted}`, this.place(element, name));
    }
    return fits ? value : 0;
  }

  /** Seconds; undefined when it is left out or wrong. */
  duration(element: XmlElement, name: string): number | undefined {
    const text = readAttribute(staffingVocabulary, element, name);
    if (text === undefined) return undefined;
    const milliseconds = parseDuration(text);
    if (milliseconds !== undefined) return milliseconds / 1_000;
    const hint = 'durations are written as 500ms, 45s, 2m, 1m30s';
    this.error('bad-duration', `'${text}' is not a duration`, this.place(element, name), hint);
    return undefined;
  }

  /** Spans of the day in order of time, in seconds after midnight. */
  spans(elements: readonly XmlElement[]): readonly Span[] {
    let last = 0;
    return elements.map((element) => {
      const [from, until] = [this.time(element, 'from'), this.time(element, 'until')];
      if (until <= from) this.error('bad-span', 'This time ends before it begins', this.place(element, 'until'));
      else if (from < last)
        this.error('bad-span', 'This time begins before the one above has ended', this.place(element, 'from'));
      last = Math.max(last, until);
      return { from, until };
    });
  }

  error(code: string, message: string, at: Slice, hint?: string): void {
    this.#diagnostics.error(code, message, at, hint);
  }

  place(element: XmlElement, name: string): Slice {
    return element.attributes.get(name)?.slice ?? element.tag;
  }

  /** Seconds after midnight. */
  time(element: XmlElement, name: string): number {
    const text = this.text(element, name);
    const [, hours, minutes] = TIME.exec(text) ?? [];
    if (hours === undefined && text !== '') {
      const hint = 'times are written as 08:30; 24:00 is midnight, 30:00 six o’clock of the next day';
      this.error('bad-time', `'${text}' is not a time of day`, this.place(element, name), hint);
    }
    return Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60;
  }
}
