import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { Diagnostics } from '../diagnostics/diagnostics.js';
import { SourceSlice } from '../diagnostics/source-slice.js';
import { didYouMean } from '../diagnostics/suggest.js';
import { arithmeticType } from './arithmetic.js';
import type { Binary, Expression, Filtered, FunctionCall, Literal, Name, Unary } from './ast.js';
import { pathOf } from './ast.js';
import { checkComparison, checkMembership, fitLiteral, type Report } from './check-comparison.js';
import { usageOf } from './function-definition.js';
import { functions } from './functions.js';
import { fieldOf, listElements, OPEN_SCOPE } from './list-elements.js';
import { partsThatMeet } from './parts-that-meet.js';
import { isAssignable, isUnknown, joinTypes, type Scope, type Type, typeInWords, types } from './type.js';
import { yesnoHint } from './yesno-hint.js';

/** What the checker found out about an expression. */
export interface CheckedExpression {
  readonly type: Type;
  /** The type of every node that is not what its own form says: names, and texts that are read as dates. */
  readonly types: ReadonlyMap<Expression, Type>;
  /** The dotted names it reads, each once, in the order of their first use. */
  readonly names: readonly string[];
  /** Empty when all is well. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks an expression against the names and types it may use: reports every unknown name and function, every operator
 * and argument of a wrong type, and every comparison that can never be true.
 *
 * @param source - where the expression stands; without it places are counted in an unnamed text
 * @param expected - what the result must be, such as `types.yesno` for a condition
 */
export function checkExpression(
  expression: Expression,
  scope: Scope,
  source?: SourceSlice,
  expected?: Type,
): CheckedExpression {
  const slice = source ?? SourceSlice.of('', 'expression');
  const checker = new Checker(scope, slice);
  const type = checker.check(expression, expected);
  return { type, types: checker.types, names: [...checker.names], diagnostics: checker.diagnostics.all };
}

class Checker {
  readonly types = new Map<Expression, Type>();
  readonly names = new Set<string>();
  readonly diagnostics: Diagnostics;
  #scope: Scope;
  /** What stands before the names of the elements of a list that is filtered. */
  #prefix = '';
  readonly #slice: SourceSlice;
  #errors = 0;

  constructor(scope: Scope, slice: SourceSlice) {
    this.#scope = scope;
    this.#slice = slice;
    this.diagnostics = new Diagnostics(slice.source);
  }

  check(expression: Expression, expected?: Type): Type {
    const type = this.#typeOf(expression);
    if (expected === undefined) return type;
    return this.#meets(expression, expected) && !isUnknown(expected) ? expected : type;
  }

  /** Whether the result is what is expected; reports where it is not, inside of what hands its parts through too. */
  #meets(expression: Expression, expected: Type): boolean {
    const parts = partsThatMeet(expression, expected);
    if (parts !== undefined) return parts.map(([part, wanted]) => this.#meets(part, wanted)).every(Boolean);
    const type = this.types.get(expression) ?? types.unknown;
    if (fitLiteral(expression, type, expected, this.#report, this.types) || isAssignable(type, expected)) return true;
    const message = `${typeInWords(expected)} is expected, this is ${typeInWords(type)}`;
    this.#report('wrong-type', message, expression, expected.kind === 'yesno' ? yesnoHint(type) : undefined);
    return false;
  }

  readonly #report: Report = (code, message, { start, end }, hint) => {
    this.#errors++;
    this.diagnostics.error(code, message, { start: this.#slice.offsetOf(start), end: this.#slice.offsetOf(end) }, hint);
  };

  #typeOf(expression: Expression): Type {
    const type = this.#infer(expression);
    this.types.set(expression, type);
    return type;
  }

  #infer(expression: Expression): Type {
    switch (expression.kind) {
      case 'literal':
        return LITERAL_TYPES[expression.type];
      case 'list':
        return types.list(expression.items.map((item) => this.#typeOf(item)).reduce(joinTypes, types.null));
      case 'name':
        return this.#name(expression);
      case 'call':
        return this.#call(expression);
      case 'unary':
        return this.#unary(expression);
      case 'binary':
        return this.#binary(expression);
      case 'filtered':
        return this.#filtered(expression);
    }
  }

  #filtered(filtered: Filtered): Type {
    const type = this.#typeOf(filtered.list);
    const elements = listElements(filtered.list, this.#scope);
    if (elements === undefined || filtered.list.kind !== 'name') {
      if (!isUnknown(type)) {
        const message = `'where' wants a list of objects before it, this is ${typeInWords(type)}`;
        this.#report('wrong-type', message, filtered.list, 'write sum(orders.total where open == true)');
      } else if (filtered.list.kind === 'name') this.#condition(filtered.condition, OPEN_SCOPE, pathOf(filtered.list));
      return types.unknown;
    }
    const path = filtered.list.path.slice(0, elements.depth).map(({ name }) => name);
    this.#condition(filtered.condition, elements.element.fields, path.join('.'));
    return type;
  }

  /** Checks a condition on the elements of a list, whose fields are its names. */
  #condition(condition: Expression, fields: Scope, list: string): void {
    const [scope, prefix] = [this.#scope, this.#prefix];
    this.#scope = fields;
    this.#prefix = `${prefix}${list}.`;
    this.#yesno(condition, this.#typeOf(condition));
    this.#scope = scope;
    this.#prefix = prefix;
  }

  #name(name: Name): Type {
    this.names.add(this.#prefix + pathOf(name));
    const [first, ...rest] = name.path;
    let type = this.#scope.get(first.name);
    if (type === undefined) {
      const hint = didYouMean(first.name, this.#scope.keys());
      this.#report('unknown-name', `'${first.name}'`, first, hint);
      return types.unknown;
    }
    let path = first.name;
    for (const segment of rest) {
      path += `.${segment.name}`;
      const found: Type | undefined = fieldOf(type, segment.name);
      if (found === undefined) {
        const until = { start: name.start, end: segment.end };
        const fields = fieldsOf(type);
        const what = fields === undefined ? `'${path}': ${typeInWords(type)} has no fields` : `'${path}'`;
        this.#report(
          'unknown-name',
          what,
          until,
          fields === undefined ? undefined : didYouMean(segment.name, fields.keys()),
        );
        return types.unknown;
      }
      type = found;
    }
    return type;
  }

  #call(call: FunctionCall): Type {
    const given = call.arguments.map((argument) => this.#typeOf(argument));
    const definition = functions.get(call.name);
    if (definition === undefined) {
      const at = { start: call.start, end: call.nameEnd };
      this.#report(
        'unknown-function',
        `There is no function '${call.name}'`,
        at,
        didYouMean(call.name, functions.keys()),
      );
      return types.unknown;
    }
    const { parameters, optional = 0, repeats = false, result } = definition;
    const before = this.#errors;
    if (given.length < parameters.length - optional || (given.length > parameters.length && !repeats)) {
      const message = `${call.name} does not take ${given.length} argument${given.length === 1 ? '' : 's'}`;
      this.#report('wrong-arguments', message, call, `write ${usageOf(definition)}`);
    }
    call.arguments.forEach((argument, index) => {
      const parameter = parameters[index] ?? (repeats ? parameters.at(-1) : undefined);
      const type = given[index] ?? types.unknown;
      if (parameter === undefined || parameter.accepts(type)) return;
      const message = `${call.name} wants ${parameter.wants} here, this is ${typeInWords(type)}`;
      this.#report('wrong-type', message, argument);
    });
    if (typeof result !== 'function') return result;
    // What is made of wrong arguments would only lead to more errors.
    return this.#errors > before ? types.unknown : result(given);
  }

  #unary({ operator, operand }: Unary): Type {
    const type = this.#typeOf(operand);
    if (operator === 'not') return this.#yesno(operand, type);
    if (isAssignable(type, types.number)) return type.kind === 'number' ? types.number : type;
    if (type.kind === 'duration') return type;
    this.#report('wrong-type', `'-' wants a number, this is ${typeInWords(type)}`, operand);
    return types.unknown;
  }

  #binary(binary: Binary): Type {
    const { operator, left, right } = binary;
    const [a, b] = [this.#typeOf(left), this.#typeOf(right)];
    switch (operator) {
      case 'and':
      case 'or':
        this.#yesno(left, a);
        return this.#yesno(right, b);
      case 'in':
        checkMembership(binary, a, b, this.#report, this.types);
        return types.yesno;
      case '+':
      case '-':
      case '*':
      case '/':
        return this.#arithmetic(binary, operator, a, b);
      default:
        checkComparison({ operator, at: binary, left, right, leftType: a, rightType: b }, this.#report, this.types);
        return types.yesno;
    }
  }

  #arithmetic(binary: Binary, operator: '+' | '-' | '*' | '/', left: Type, right: Type): Type {
    if (operator === '/' && isZero(binary.right))
      this.#report('division-by-zero', 'This divides by zero', binary.right);
    const type = arithmeticType(operator, left, right);
    if (type !== undefined) return type;
    this.#report('wrong-type', `'${operator}' cannot take ${typeInWords(left)} and ${typeInWords(right)}`, binary);
    return types.unknown;
  }

  #yesno(operand: Expression, type: Type): Type {
    if (!isAssignable(type, types.yesno)) {
      this.#report('wrong-type', `yes/no is expected, this is ${typeInWords(type)}`, operand, yesnoHint(type));
    }
    return types.yesno;
  }
}

const LITERAL_TYPES: Readonly<Record<Literal['type'], Type>> = {
  number: types.number,
  text: types.text,
  yesno: types.yesno,
  null: types.null,
};

function isZero(expression: Expression): boolean {
  return expression.kind === 'literal' && expression.type === 'number' && Number(expression.value) === 0;
}

function fieldsOf(type: Type): ReadonlyMap<string, Type> | undefined {
  if (type.kind === 'list') return fieldsOf(type.of);
  return type.kind === 'object' ? type.fields : undefined;
}
