import { didYouMean, type Expression, type Name, parseExpression, pathOf, type SourceSlice } from '@caruso/language';
import type { Filter } from '../contract.js';
import type { Place, Problems } from '../documents/problems.js';
import type { AttributeModel, LinkModel, ObjectModel } from '../model/model.js';
import type { ActorValues, RecordRule } from '../model/permissions.js';
import { coerce } from '../values/coerce.js';

/** What a rule may name. */
export interface RuleScope {
  readonly object: ObjectModel;
  readonly objects: ReadonlyMap<string, ObjectModel>;
  /** The object type that actors are; undefined when they have an id only. */
  readonly actor: ObjectModel | undefined;
}

type Part = (actor: ActorValues) => Filter | undefined;
type Member = AttributeModel | LinkModel;
/** A value to compare with, as a database knows it; undefined when the actor has none that fits. */
type Operand = (actor: ActorValues) => unknown;

/**
 * Compiles the `where` of a grant: attributes and links, also of linked objects (`customer.team`), compared by `==`, `!=` and
 * `in` with literals and with what is known of the actor (`actor.id`, `actor.team`), joined by `and`, `or` and `not`.
 */
export function recordRule(slice: SourceSlice, scope: RuleScope, problems: Problems): RecordRule {
  const parsed = parseExpression(slice);
  if (!parsed.ok) {
    problems.add(parsed.diagnostics);
    return { filterFor: () => undefined, asksActor: false };
  }
  const compiler = new RuleCompiler(slice, scope, problems);
  const part = compiler.part(parsed.expression);
  return { filterFor: part, asksActor: compiler.asksActor };
}

class RuleCompiler {
  asksActor = false;
  readonly #slice: SourceSlice;
  readonly #scope: RuleScope;
  readonly #problems: Problems;

  constructor(slice: SourceSlice, scope: RuleScope, problems: Problems) {
    this.#slice = slice;
    this.#scope = scope;
    this.#problems = problems;
  }

  part(expression: Expression): Part {
    if (expression.kind === 'unary' && expression.operator === 'not') {
      const operand = this.part(expression.operand);
      return (actor) => {
        const not = operand(actor);
        return not && { not };
      };
    }
    if (expression.kind !== 'binary') return this.#refuse(expression);
    const { operator, left, right } = expression;
    if (operator === 'and' || operator === 'or') {
      const parts = [this.part(left), this.part(right)];
      return (actor) => {
        const all = parts.map((part) => part(actor)).filter((part) => part !== undefined);
        if (all.length < parts.length) return undefined;
        return operator === 'and' ? { all } : { any: all };
      };
    }
    if (operator === 'in' && isMember(left)) return this.#among(left, right);
    if (operator !== '==' && operator !== '!=') return this.#refuse(expression);
    if (isMember(left)) return this.#compared(left, operator, right);
    return isMember(right) ? this.#compared(right, operator, left) : this.#refuse(expression);
  }

  #compared(name: Name, operator: '==' | '!=', other: Expression): Part {
    const member = this.#member(name);
    if (member === undefined) return () => undefined;
    const operand = this.#operand(other, member);
    const attribute = pathOf(name);
    return (actor) => {
      const value = operand(actor);
      if (value === undefined) return undefined;
      return { attribute, op: operator === '==' ? 'eq' : 'ne', value };
    };
  }

  #among(name: Name, list: Expression): Part {
    const member = this.#member(name);
    if (list.kind !== 'list') return this.#refuse(list);
    if (member === undefined) return () => undefined;
    const operands = list.items.map((item) => this.#operand(item, member));
    const attribute = pathOf(name);
    return (actor) => {
      const values = operands.map((operand) => operand(actor));
      return values.includes(undefined) ? undefined : { attribute, op: 'in', values };
    };
  }

  #operand(expression: Expression, member: Member): Operand {
    if (expression.kind === 'name' && expression.path[0].name === 'actor') {
      const name = this.#actorAttribute(expression);
      return (actor) => (actor[name] == null ? undefined : fitted(member, actor[name]));
    }
    if (expression.kind !== 'literal') return this.#refuse(expression);
    if (expression.value === null) return () => null;
    const value = fitted(member, expression.value);
    if (value === undefined) {
      const what = member.kind === 'link' ? `a key of '${member.to}'` : `a value of '${member.name}'`;
      this.#problems.error('bad-value', `'${expression.value}' is not ${what}`, this.#at(expression));
    }
    return () => value;
  }

  /** The attribute or link to one that a path leads to. */
  #member(name: Name): Member | undefined {
    let at = this.#scope.object;
    const last = name.path.length - 1;
    for (const [index, segment] of name.path.entries()) {
      const link = at.links.get(segment.name);
      const known = link?.many === true ? undefined : (link ?? at.attributes.get(segment.name));
      if (known === undefined || (index < last && known.kind === 'attribute')) {
        const members = [...at.attributes.keys(), ...at.links.keys(), 'actor'];
        const message = `'${at.name}' has no ${index < last ? 'link to one' : 'attribute or link to one'} '${segment.name}'`;
        this.#problems.error('unknown-name', message, this.#at(segment), didYouMean(segment.name, members));
        return undefined;
      }
      if (index === last) return known;
      const target = known.kind === 'link' ? this.#scope.objects.get(known.to) : undefined;
      if (target === undefined) return undefined;
      at = target;
    }
    return undefined;
  }

  #actorAttribute(name: Name): string {
    const [, attribute, ...rest] = name.path;
    const { actor } = this.#scope;
    if (attribute?.name === 'id' && rest.length === 0) return 'id';
    const known =
      attribute && (actor?.attributes.has(attribute.name) || actor?.links.get(attribute.name)?.many === false);
    if (attribute === undefined || !known || rest.length > 0) {
      const hint =
        actor === undefined
          ? 'say which object such an actor is: <role name="…" object="…"/>'
          : (didYouMean(attribute?.name ?? '', ['id', ...actor.attributes.keys()]) ??
            `it is an attribute of '${actor.name}'`);
      this.#problems.error('unknown-name', `Nothing is known as '${pathOf(name)}'`, this.#at(name), hint);
      return 'id';
    }
    this.asksActor = true;
    return attribute.name;
  }

  #refuse(expression: Expression): () => undefined {
    const hint = "compare attributes by ==, != and in: team == actor.team and state in ['open', 'new']";
    this.#problems.error('rule-not-possible', 'A rule cannot ask this', this.#at(expression), hint);
    return () => undefined;
  }

  #at({ start, end }: { readonly start: number; readonly end: number }): Place {
    return { source: this.#slice.source, start: this.#slice.offsetOf(start), end: this.#slice.offsetOf(end) };
  }
}

const isMember = (expression: Expression): expression is Name =>
  expression.kind === 'name' && expression.path[0].name !== 'actor';

function fitted(member: Member, value: unknown): unknown {
  if (member.kind === 'link') return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  return coerce(member.type, value);
}
