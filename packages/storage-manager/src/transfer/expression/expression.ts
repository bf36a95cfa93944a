/** The part of SQL's expressions that means the same on every engine. */
export type Expression =
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'word'; readonly word: 'NULL' | 'TRUE' | 'FALSE' }
  /** The date, or the date and time, when the row is written. */
  | { readonly kind: 'now'; readonly of: 'date' | 'timestamp' }
  | { readonly kind: 'characters'; readonly of: Expression }
  | { readonly kind: 'unary'; readonly operator: 'NOT' | '-'; readonly of: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'absent'; readonly of: Expression; readonly negated: boolean }
  | {
      readonly kind: 'among';
      readonly of: Expression;
      readonly list: readonly Expression[];
      readonly negated: boolean;
    };

/** An expression says something that engines take differently, or that CARUSO does not know. */
export class Untranslatable extends Error {}
