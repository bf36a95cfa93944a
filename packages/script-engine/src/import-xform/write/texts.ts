import { type Markup, markup } from './markup.js';
import type { Wording } from './wordings.js';

/** A wording as `<text>` elements; that of the script's own language says no language. */
export function texts(wording: Wording, languages: readonly string[], name: 'text' | 'hint' = 'text'): Markup[] {
  return languages.flatMap((tag, index) => {
    const content = wording.get(tag);
    return content ? [markup(name, { lang: index === 0 ? undefined : tag }, ...content)] : [];
  });
}

/** One wording, and another one behind it. */
export function followedBy(first: Wording, second: Wording | undefined, between: Markup['content']): Wording {
  if (!second) return first;
  const joined = [...first].map(([tag, content]): [string, Markup['content']] => {
    const more = second.get(tag);
    return [tag, more ? [...content, ...between, ...more] : content];
  });
  return new Map(joined);
}

/** A wording in italics. */
export function italic(wording: Wording | undefined): Wording | undefined {
  if (!wording) return undefined;
  return new Map([...wording].map(([tag, content]) => [tag, [markup('i', {}, ...content.filter(isInline))]]));
}

function isInline(part: Markup | string): boolean {
  return typeof part === 'string' || part.name === 'br';
}
