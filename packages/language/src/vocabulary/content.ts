/** How often a part of a sequence may occur. */
export type Occurrence = '1' | '?' | '*' | '+';

export interface SequencePart {
  readonly name: string;
  readonly occurs: Occurrence;
}

/** What may stand inside an element. */
export type Content =
  | { readonly kind: 'empty' }
  | { readonly kind: 'any'; readonly of: readonly string[]; readonly atLeastOne: boolean }
  | { readonly kind: 'mixed'; readonly of: readonly string[] }
  | { readonly kind: 'sequence'; readonly of: readonly SequencePart[] };

/** Nothing: `EMPTY`. */
export const empty: Content = { kind: 'empty' };

/** These children in any order and number: `(a|b)*`. */
export function anyOrder(...of: readonly string[]): Content {
  return { kind: 'any', of, atLeastOne: false };
}

/** At least one of these children, in any order: `(a|b)+`. */
export function atLeastOne(...of: readonly string[]): Content {
  return { kind: 'any', of, atLeastOne: true };
}

/** Text, and these children in between: `(#PCDATA|b|i)*`. */
export function mixed(...of: readonly string[]): Content {
  return { kind: 'mixed', of };
}

/** Children in this order, each with its occurrence: `sequence('with*', 'undo?', 'failed?')`. */
export function sequence(...parts: readonly string[]): Content {
  const of = parts.map((part): SequencePart => {
    const occurs = /[?*+]$/.exec(part)?.[0] as Occurrence | undefined;
    return occurs === undefined ? { name: part, occurs: '1' } : { name: part.slice(0, -1), occurs };
  });
  return { kind: 'sequence', of };
}

/** The content model as a DTD writes it. */
export function contentModel(content: Content): string {
  switch (content.kind) {
    case 'empty':
      return 'EMPTY';
    case 'any':
      return `(${content.of.join('|')})${content.atLeastOne ? '+' : '*'}`;
    case 'mixed':
      return content.of.length === 0 ? '(#PCDATA)' : `(#PCDATA|${content.of.join('|')})*`;
    case 'sequence':
      return `(${content.of.map(({ name, occurs }) => `${name}${occurs === '1' ? '' : occurs}`).join(',')})`;
  }
}
