import { type Diagnostics, didYouMean, elementsOf, type XmlElement } from '@caruso/language';
import { Channel } from '../contract.js';
import { parseDuration } from '../model/read-attribute.js';

const DURATIONS = ['timeout', 'fresh'];
const MOST_RETRIES = 20;

/** Checks what attributes hold beyond the vocabulary: channels, lengths of time, counts. */
export function checkAttributes(element: XmlElement, diagnostics: Diagnostics): void {
  // Of a <retry> it names the case, which the vocabulary checks.
  const on = element.name === 'retry' ? undefined : element.attributes.get('on');
  for (const { 0: name, index } of on?.value.matchAll(/\S+/g) ?? []) {
    if (!on || Channel.safeParse(name).success) continue;
    const at = on.slice.part(index, index + name.length);
    const hint = didYouMean(name, Channel.options) ?? `one of ${Channel.options.join(' ')}`;
    diagnostics.error('unknown-channel', `'${name}' is not a channel`, at, hint);
  }
  for (const name of DURATIONS) {
    const attribute = element.attributes.get(name);
    if (attribute && parseDuration(attribute.value) === undefined)
      diagnostics.error(
        'bad-duration',
        `'${attribute.value}' is not a length of time`,
        attribute.slice,
        'such as 500ms, 10s, 5m',
      );
  }
  const retries = element.attributes.get('retries');
  if (retries && !(/^\d+$/.test(retries.value) && Number(retries.value) <= MOST_RETRIES))
    diagnostics.error(
      'bad-value',
      `'${retries.value}' is not a number of retries`,
      retries.slice,
      `0 to ${MOST_RETRIES}`,
    );
  const [each, repeat] = [element.attributes.get('each'), element.attributes.get('repeat')];
  if (each && repeat)
    diagnostics.error('two-sources', 'The rounds come from a list or from a condition, not from both', repeat.slice);
  for (const child of elementsOf(element)) checkAttributes(child, diagnostics);
}
