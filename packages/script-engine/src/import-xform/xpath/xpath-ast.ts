/** Every node knows its place: indices into the text of the expression. */
interface Node {
  readonly start: number;
  readonly end: number;
}

export type XPathOperator = 'or' | 'and' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | 'div' | 'mod' | '|';

export interface XPathCall extends Node {
  readonly kind: 'call';
  readonly name: string;
  readonly arguments: readonly XPathExpression[];
}

/** One step of a path. Only the axes that have short forms are told apart; all others go by their name. */
export interface XPathStep extends Node {
  readonly axis: 'child' | 'self' | 'parent' | 'attribute' | 'descendant' | 'other';
  /** A name without its prefix, or `*`. */
  readonly name: string;
  readonly predicates: readonly XPathExpression[];
}

export interface XPathPath extends Node {
  readonly kind: 'path';
  /** Where it begins: at the root, at the context, or at what another expression gives. */
  readonly from: 'root' | 'context' | XPathExpression;
  readonly steps: readonly XPathStep[];
}

export interface XPathBinary extends Node {
  readonly kind: 'binary';
  readonly operator: XPathOperator;
  readonly left: XPathExpression;
  readonly right: XPathExpression;
}

/** An XPath 1.0 expression as a tree. */
export type XPathExpression =
  | (Node & { readonly kind: 'number'; readonly value: string })
  | (Node & { readonly kind: 'text'; readonly value: string })
  | (Node & { readonly kind: 'negation'; readonly operand: XPathExpression })
  | XPathBinary
  | XPathCall
  | XPathPath;
