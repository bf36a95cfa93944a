import { parseTemplate } from '@caruso/language';
import { present } from '../present.js';
import type { Placeholder } from './placeholders.js';
import type { VoicemailPlaceholder } from './voicemail-template.js';

/** Characters of a value that comes from the customer, so that nobody sends texts of their own through us. */
const LONGEST_VALUE = 100;

/**
 * Fills a template. Values of strangers are one short line each, without addresses of web pages, and are not templates. What
 * is not known stays, for who looks at it to fill it in.
 */
export function fillTemplate(
  template: string,
  values: { readonly [Name in Placeholder | VoicemailPlaceholder]?: string | undefined },
): string {
  const parsed = parseTemplate(template);
  if (!parsed.ok) return template;
  const known = new Map<string, string>(Object.entries(present(values)));
  return parsed.parts
    .map((part) => {
      if (part.kind === 'text') return part.text;
      const name = part.expression.value.trim();
      const value = known.get(name);
      return value === undefined ? `{${name}}` : escaped(value);
    })
    .join('');
}

function escaped(value: string): string {
  const line = value
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\b(?:[a-z][a-z0-9+.-]*:\/\/|www\.)\S*/gi, '…')
    .replace(/\s+/g, ' ')
    .trim();
  const letters = [...line];
  return letters.length > LONGEST_VALUE ? `${letters.slice(0, LONGEST_VALUE - 1).join('')}…` : line;
}
