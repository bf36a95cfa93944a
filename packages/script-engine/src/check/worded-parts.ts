import type { Span } from '@caruso/language';
import type { Channel } from '../contract.js';
import type { Voice, Wording } from '../model/script.js';
import { itemsOf } from '../model/walk-items.js';
import type { ResolvedScript } from '../resolve/resolved-script.js';

/** A part of a script that is said or shown, and where it can come. */
export interface Worded {
  readonly what: string;
  readonly at: Span;
  readonly texts: readonly Wording[];
  readonly channels: readonly Channel[];
  /** The element in which the wording stands, shown where wording is to be added. */
  readonly inside?: string;
  /** Whether it is a question, an information or an end, and not a part of one. */
  readonly isItem: boolean;
}

/** Everything in a script that needs wording. */
export function* wordedParts({ script, places }: ResolvedScript): Generator<Worded> {
  yield* retriesOf(script.voice, script.channels);
  for (const item of itemsOf(script)) {
    if (item.kind !== 'question' && item.kind !== 'info' && item.kind !== 'end') continue;
    const channels = places.get(item.id)?.channels ?? script.channels;
    yield { what: `'${item.id}'`, at: item.at, texts: item.texts, channels, isItem: true };
    if (item.kind !== 'question') continue;
    for (const option of item.options) {
      const here = channels.filter((channel) => option.on?.includes(channel) ?? true);
      const inside = `<option value="${option.value}">…</option>`;
      const what = `The choice '${option.value}'`;
      yield { what, at: option.at, texts: option.labels, channels: here, inside, isItem: false };
    }
    yield* retriesOf(item.voice, channels);
    for (const { texts, at } of item.checks) {
      // Without any text the engine complains in its own words.
      if (texts.length > 0) yield { what: 'The complaint', at, texts, channels, isItem: false };
    }
  }
}

/** What is said when an answer was not understood; without any text the engine speaks in its own words. */
function* retriesOf(voice: Voice | undefined, channels: readonly Channel[]): Generator<Worded> {
  const spoken = channels.filter((channel) => channel === 'ivr');
  for (const { on, texts, at } of voice?.retries ?? [])
    if (texts.length > 0) yield { what: `What is said after '${on}'`, at, texts, channels: spoken, isItem: false };
}

/** Whether a wording is for a channel. */
export const fits = ({ on }: Wording, channel: Channel) => on?.includes(channel) ?? true;
