import { elementsOf, type XmlElement } from '@caruso/language';
import type { Form, FormNode } from '../form/form.js';
import { localName } from '../form/local-name.js';
import type { XPathBinary, XPathCall, XPathExpression, XPathPath, XPathStep } from '../xpath/xpath-ast.js';
import { XPathError } from '../xpath/xpath-error.js';
import { type Comparison, compare } from './compare.js';
import { anyFixed, contentOf, type FixedNode, type FixedNodes, firstFixed, fitsExpression } from './fixed-nodes.js';
import { type NodeReference, openRepeats } from './node-reference.js';
import {
  and,
  binary,
  call,
  choose,
  LEVEL,
  NOTHING,
  numberConstant,
  on,
  or,
  type Term,
  textConstant,
  toNumber,
  toSingle,
  toYesno,
  yesnoConstant,
} from './term.js';
import type { TranslationContext } from './translation-context.js';

/** What a part of an expression stands for. */
export type Value = Term | FixedNodes | NodeReference;

/** Says the call of one function in CARUSO. */
export type TranslateCall = (expression: XPathCall, translator: Translator, context: TranslationContext) => Value;

/** How the nodes of a form are called in the script. */
export interface NodeNames {
  /** The value of a node in one instance, seen from a context; a list when repeats lie between. */
  term(reference: NodeReference, context: TranslationContext, at: XPathExpression): Term;
  /** How many instances of a repeat there are. */
  count(reference: NodeReference, context: TranslationContext, at: XPathExpression): Term;
  /** The number of the instance of a repeat in which a context is. */
  position(repeat: FormNode, context: TranslationContext, at: XPathExpression): Term;
}

/** Says XPath expressions of a form in the expression language of CARUSO. */
export class Translator {
  readonly form: Form;
  readonly names: NodeNames;
  readonly #functions: ReadonlyMap<string, TranslateCall>;

  constructor(form: Form, names: NodeNames, functions: ReadonlyMap<string, TranslateCall>) {
    this.form = form;
    this.names = names;
    this.#functions = functions;
  }

  /** @throws XPathError where something cannot be said */
  translate(expression: XPathExpression, context: TranslationContext): Term {
    return this.term(this.value(expression, context), context, expression);
  }

  /** The term of a value; of fixed data the first, of nodes what they hold. */
  term(value: Value, context: TranslationContext, at: XPathExpression): Term {
    if (value.kind === 'node') return this.names.term(value, context, at);
    if (value.kind !== 'fixed') return value;
    if (!fitsExpression(value)) throw new XPathError('too many pieces of fixed data depend on answers here', at);
    return firstFixed(value);
  }

  /** As yes/no; a path is true when it finds a node, whatever that holds. */
  condition(expression: XPathExpression, context: TranslationContext): Term {
    const value = this.value(expression, context);
    if (value.kind === 'fixed') return anyFixed(value);
    if (value.kind !== 'node') return toYesno(value);
    if (openRepeats(value, context).length > 0)
      return binary('gt', LEVEL.comparison, 'yesno', this.names.count(value, context, expression), numberConstant(0));
    return value.when ?? yesnoConstant(true);
  }

  /** A value where a set of nodes is wanted: a path from the root finds all of them, also outside of the own instance. */
  set(expression: XPathExpression, context: TranslationContext): Value {
    const value = this.value(expression, context);
    const isAbsolute = expression.kind === 'path' && expression.from === 'root';
    return value.kind === 'node' && isAbsolute ? { ...value, everywhere: true } : value;
  }

  value(expression: XPathExpression, context: TranslationContext): Value {
    switch (expression.kind) {
      case 'number':
        return numberConstant(Number(expression.value));
      case 'text':
        return textConstant(expression.value);
      case 'negation': {
        const operand = toNumber(this.translate(expression.operand, context));
        if (typeof operand.constant === 'number') return numberConstant(-operand.constant);
        return { text: `-${on(LEVEL.sign, operand)}`, level: LEVEL.sign, kind: 'number' };
      }
      case 'binary':
        return this.#binary(expression, context);
      case 'call':
        return this.#call(expression, context);
      case 'path':
        return this.#path(expression, context);
    }
  }

  #binary(expression: XPathBinary, context: TranslationContext): Term {
    const { operator, left, right } = expression;
    switch (operator) {
      case 'and':
        return and(this.condition(left, context), this.condition(right, context));
      case 'or':
        return or(this.condition(left, context), this.condition(right, context));
      case '|':
        throw new XPathError('two paths cannot be joined', expression);
      case '+':
      case '-':
      case '*':
      case 'div':
      case 'mod':
        return this.#arithmetic(operator, this.translate(left, context), this.translate(right, context));
      default:
        return this.#comparison(operator, expression, context);
    }
  }

  #comparison(operator: Comparison, expression: XPathBinary, context: TranslationContext): Term {
    const [a, b] = [this.value(expression.left, context), this.value(expression.right, context)];
    if (a.kind === 'fixed') return this.#compareFixed(operator, a, b, expression.right, false, context);
    if (b.kind === 'fixed') return this.#compareFixed(operator, b, a, expression.left, true, context);
    const [left, right] = [this.term(a, context, expression.left), this.term(b, context, expression.right)];
    const compared = compare(operator, left, right);
    if (!compared) throw new XPathError('instances of a repeat cannot be compared like this', expression);
    return compared;
  }

  /** A comparison with fixed data holds when it holds for one piece of it. */
  #compareFixed(
    operator: Comparison,
    { nodes }: FixedNodes,
    other: Value,
    at: XPathExpression,
    isRight: boolean,
    context: TranslationContext,
  ): Term {
    const term = this.term(other, context, at);
    const each = nodes.map(({ element, when }) => {
      const own = textConstant(contentOf(element));
      const compared = isRight ? compare(operator, term, own) : compare(operator, own, term);
      if (!compared) throw new XPathError('instances of a repeat cannot be compared like this', at);
      return and(when, compared);
    });
    return or(...each);
  }

  #arithmetic(operator: '+' | '-' | '*' | 'div' | 'mod', left: Term, right: Term): Term {
    const [a, b] = [toSingle(left), toSingle(right)];
    const isDay = (term: Term) => term.kind === 'date' || term.kind === 'instant';
    if (operator === '-' && isDay(a) && isDay(b)) {
      const [first, second] = a.kind === b.kind ? [a, b] : [asDay(a), asDay(b)];
      return call('inDays', 'number', binary('-', LEVEL.sum, 'date', first, second));
    }
    if ((operator === '+' || operator === '-') && isDay(a) && b.kind === 'number')
      return binary(operator, LEVEL.sum, 'date', asDay(a), call('days', 'null', b));
    if (operator === '+' && a.kind === 'number' && isDay(b))
      return binary('+', LEVEL.sum, 'date', asDay(b), call('days', 'null', a));
    const [x, y] = [toNumber(a), toNumber(b)];
    if (x.kind === 'null' || y.kind === 'null') return NOTHING;
    if (typeof x.constant === 'number' && typeof y.constant === 'number')
      return numberConstant(calculated(operator, x.constant, y.constant));
    if (operator === 'mod') return call('remainder', 'number', x, y);
    if (operator === 'div' && y.constant === 0) return NOTHING;
    if (operator === '*' || operator === 'div')
      return binary(operator === '*' ? '*' : '/', LEVEL.product, 'number', x, y);
    return binary(operator, LEVEL.sum, 'number', x, y);
  }

  #call(expression: XPathCall, context: TranslationContext): Value {
    const known = this.#functions.get(expression.name);
    if (!known) throw new XPathError(`${expression.name}() has no counterpart`, expression);
    return known(expression, this, context);
  }

  #path(path: XPathPath, context: TranslationContext): Value {
    const { from, steps } = path;
    if (from === 'context') return this.#walk(context.at, steps, context, path);
    if (from === 'root') {
      const [first, ...others] = steps;
      const { root } = this.form;
      if (first?.axis !== 'child' || (first.name !== root.name && first.name !== '*'))
        throw new XPathError('this path does not begin at the data of the form', path);
      return this.#walk(root, others, context, path);
    }
    const start = this.value(from, context);
    if (start.kind === 'fixed') return this.#fixedSteps(start.nodes, steps, context, path);
    if (start.kind === 'node') return this.#walk(start.node, steps, context, path);
    throw new XPathError('a path cannot begin at a value', path);
  }

  #walk(
    start: FormNode | XmlElement,
    steps: readonly XPathStep[],
    context: TranslationContext,
    path: XPathPath,
  ): Value {
    if ('attributes' in start)
      return this.#fixedSteps([{ element: start, when: yesnoConstant(true) }], steps, context, path);
    let reference: NodeReference = { kind: 'node', node: start };
    for (const step of steps) {
      const node = nodeBehind(reference.node, step, path);
      if (!node) return NOTHING;
      reference = { ...reference, node };
      for (const predicate of step.predicates) reference = this.#narrow(reference, predicate, context);
    }
    return reference;
  }

  #narrow(reference: NodeReference, predicate: XPathExpression, context: TranslationContext): NodeReference {
    const { node, narrowed } = reference;
    if (narrowed) throw new XPathError('instances can be narrowed only once on a path', predicate);
    if (!node.repeat) {
      const when = this.condition(predicate, {
        ...context,
        at: node,
        position: numberConstant(1),
        last: numberConstant(1),
      });
      return { ...reference, when: reference.when ? and(reference.when, when) : when };
    }
    const place = this.#placeIn(predicate, { ...context, at: node });
    if (place) return { ...reference, narrowed: { repeat: node, by: 'place', term: place } };
    const term = this.condition(predicate, { ...context, at: node, instancesOf: node });
    return { ...reference, narrowed: { repeat: node, by: 'where', term } };
  }

  /** The place that a condition such as `[3]` or `[position() = …]` asks for. */
  #placeIn(predicate: XPathExpression, context: TranslationContext): Term | undefined {
    if (predicate.kind === 'binary' && predicate.operator === '=') {
      if (isPosition(predicate.left)) return toNumber(this.translate(predicate.right, context));
      if (isPosition(predicate.right)) return toNumber(this.translate(predicate.left, context));
    }
    const isNumber =
      predicate.kind === 'number' ||
      predicate.kind === 'negation' ||
      (predicate.kind === 'binary' && ['+', '-', '*', 'div', 'mod'].includes(predicate.operator)) ||
      (predicate.kind === 'call' && NUMERIC.has(predicate.name));
    return isNumber ? toNumber(this.translate(predicate, context)) : undefined;
  }

  #fixedSteps(
    nodes: readonly FixedNode[],
    steps: readonly XPathStep[],
    context: TranslationContext,
    path: XPathPath,
  ): FixedNodes {
    let found = nodes;
    for (const step of steps) {
      found = found.flatMap((node) => this.#fixedStep(node, step, path));
      for (const predicate of step.predicates) {
        const last = numberConstant(found.length);
        found = found.flatMap(({ element, when }, index) => {
          const position = numberConstant(index + 1);
          const term = this.#fixedCondition(predicate, { ...context, at: element, position, last });
          const both = and(when, term);
          return both.constant === false ? [] : [{ element, when: both }];
        });
      }
    }
    return { kind: 'fixed', nodes: found };
  }

  #fixedStep({ element, when }: FixedNode, { axis, name }: XPathStep, path: XPathPath): readonly FixedNode[] {
    if (axis === 'self') return [{ element, when }];
    if (axis !== 'child') throw new XPathError('only steps downwards are possible in fixed data', path);
    return elementsOf(element)
      .filter((child) => name === '*' || localName(child) === name)
      .map((child) => ({ element: child, when }));
  }

  #fixedCondition(predicate: XPathExpression, context: TranslationContext): Term {
    const value = this.value(predicate, context);
    if (value.kind === 'number' && context.position)
      return compare('=', context.position, value) ?? yesnoConstant(false);
    if (value.kind === 'fixed') return anyFixed(value);
    if (value.kind !== 'node') return toYesno(value);
    const term = this.term(value, context, predicate);
    if (term.kind === 'number' && context.position) return compare('=', context.position, term) ?? yesnoConstant(false);
    return yesnoConstant(true);
  }
}

const NUMERIC: ReadonlySet<string> = new Set(['number', 'int', 'round', 'count', 'last', 'sum', 'max', 'min']);

function isPosition(expression: XPathExpression): boolean {
  return expression.kind === 'call' && expression.name === 'position' && expression.arguments.length === 0;
}

function asDay(term: Term): Term {
  return term.kind === 'instant' ? call('date', 'date', term) : term;
}

function calculated(operator: '+' | '-' | '*' | 'div' | 'mod', a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case 'div':
      return a / b;
    case 'mod':
      return a % b;
  }
}

function nodeBehind(node: FormNode, { axis, name }: XPathStep, path: XPathPath): FormNode | undefined {
  if (axis === 'self') return node;
  if (axis === 'parent') {
    if (!node.parent) throw new XPathError('this path leads out of the form', path);
    return node.parent;
  }
  if (axis !== 'child' || name === '*') throw new XPathError('a path can go only to named nodes, . and ..', path);
  const child = node.children.find((each) => each.name === name);
  if (!child) throw new XPathError(`there is no node '${name}' in '${node.path}'`, path);
  return child;
}

/** The value of a node under a condition on the way to it. */
export function conditioned(term: Term, when: Term | undefined): Term {
  return when ? choose(when, toSingle(term)) : term;
}
