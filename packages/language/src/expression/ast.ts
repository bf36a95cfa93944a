/** Every node knows its place: indices into the text of the expression. */
interface Node {
  readonly start: number;
  readonly end: number;
}

export interface Literal extends Node {
  readonly kind: 'literal';
  /** A number is kept as it was written. */
  readonly value: string | boolean | null;
  readonly type: 'number' | 'text' | 'yesno' | 'null';
}

interface ListLiteral extends Node {
  readonly kind: 'list';
  readonly items: readonly Expression[];
}

/** A dotted name: `customer.address.city`. */
export interface Name extends Node {
  readonly kind: 'name';
  readonly path: readonly [Segment, ...Segment[]];
}

export interface Segment extends Node {
  readonly name: string;
}

export interface FunctionCall extends Node {
  readonly kind: 'call';
  readonly name: string;
  readonly nameEnd: number;
  readonly arguments: readonly Expression[];
}

type UnaryOperator = 'not' | '-';

export interface Unary extends Node {
  readonly kind: 'unary';
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}

export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | '/';
export type BinaryOperator = 'and' | 'or' | 'in' | ComparisonOperator | ArithmeticOperator;

export interface Binary extends Node {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** What a dotted name finds in those elements of a list for which a condition holds: `invoices.amount where paid == false`. */
export interface Filtered extends Node {
  readonly kind: 'filtered';
  readonly list: Expression;
  /** Its names are fields of the elements. */
  readonly condition: Expression;
}

/** An expression as a tree. */
export type Expression = Literal | ListLiteral | Name | FunctionCall | Unary | Binary | Filtered;

/** A dotted name as it is written. */
export function pathOf(name: Name): string {
  return name.path.map((segment) => segment.name).join('.');
}
