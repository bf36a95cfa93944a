import { type Diagnostics, elementsOf, type XmlElement } from '@caruso/language';
import { parseLength, parseTries } from '../model/voice-values.js';

interface Rule {
  readonly accepts: (text: string) => boolean;
  readonly what: string;
  readonly hint: string;
}

const isKey = (text: string) => /^[0-9*#]$/.test(text);
const KEY: Rule = { accepts: isKey, what: 'a key of a telephone', hint: 'one of 0 to 9, * and #' };

const RULES: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  option: { key: KEY },
  branch: { key: KEY },
  voice: {
    tries: { accepts: (text) => parseTries(text) !== undefined, what: 'a number of tries', hint: '1 to 9' },
    length: {
      accepts: (text) => parseLength(text) !== undefined,
      what: 'a number of keys',
      hint: 'such as 6, or 4-8',
    },
    finish: { accepts: (text) => text === '#' || text === '*', what: 'a key that can finish', hint: '# or *' },
  },
};

/** Checks what the attributes for the telephone hold beyond the vocabulary, and that each case is said once. */
export function checkVoiceValues(element: XmlElement, diagnostics: Diagnostics): void {
  for (const [name, rule] of Object.entries(RULES[element.name] ?? {})) {
    const attribute = element.attributes.get(name);
    if (!attribute || rule.accepts(attribute.value.trim())) continue;
    diagnostics.error('bad-value', `'${attribute.value}' is not ${rule.what}`, attribute.slice, rule.hint);
  }
  const [first, second] = elementsOf(element, 'voice');
  if (first && second)
    diagnostics.error('duplicate-voice', `<${element.name}> has two <voice>`, second.tag, 'put them together');
  if (element.name === 'voice') checkRetries(element, diagnostics);
  for (const child of elementsOf(element)) checkVoiceValues(child, diagnostics);
}

function checkRetries(voice: XmlElement, diagnostics: Diagnostics): void {
  const seen = new Set<string>();
  for (const retry of elementsOf(voice, 'retry')) {
    const on = retry.attributes.get('on')?.value.trim() ?? '';
    if (seen.has(on)) diagnostics.error('duplicate-retry', `The case '${on}' is there twice`, retry.tag);
    seen.add(on);
    const [go] = elementsOf(retry, 'go');
    if (go && on !== 'exhausted')
      diagnostics.error(
        'misplaced-go',
        `After ${on} the question is asked again, and this <go> is never taken`,
        go.tag,
        'put it into <retry on="exhausted">',
      );
  }
}
