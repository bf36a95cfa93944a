import { SourceSlice, type XmlElement } from '@caruso/language';
import { Channel } from '../contract.js';
import type { Formula } from './script.js';

/** An attribute as a word without blanks around; undefined when it is absent or empty. */
export function word(element: XmlElement, name: string): string | undefined {
  return element.attributes.get(name)?.value.trim() || undefined;
}

export function words(element: XmlElement, name: string): readonly string[] {
  return word(element, name)?.split(/\s+/) ?? [];
}

/** An attribute that holds an expression. */
export function formula(element: XmlElement, name: string): Formula | undefined {
  return element.attributes.get(name)?.slice;
}

/** The channels of `on`; undefined means all of them. Unknown ones are the vocabulary's to report. */
export function channels(element: XmlElement): readonly Channel[] | undefined {
  if (!element.attributes.has('on')) return undefined;
  return words(element, 'on').flatMap((name) => {
    const channel = Channel.safeParse(name);
    return channel.success ? [channel.data] : [];
  });
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A length of time such as `500ms`, `10s`, `5m`, in milliseconds; undefined when it is not written so. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text.trim());
  return match ? Number(match[1]) * (UNITS[match[2] ?? ''] ?? 0) : undefined;
}

export function duration(element: XmlElement, name: string): number | undefined {
  const text = word(element, name);
  return text === undefined ? undefined : parseDuration(text);
}

/** An expression in place of one that is missing, which the vocabulary has reported. */
export function nothing(): Formula {
  return SourceSlice.of('null', 'missing');
}
