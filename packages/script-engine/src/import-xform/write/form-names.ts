import { repeatsAround } from '../form/build-nodes.js';
import type { Control, Form, FormNode } from '../form/form.js';
import { filtered, listPath, type NodeReference, openRepeats } from '../translate/node-reference.js';
import { call, choose, LEVEL, numberConstant, type Term, type TermKind } from '../translate/term.js';
import { contextAround, repeatsOf, type TranslationContext } from '../translate/translation-context.js';
import { conditioned, type NodeNames, Translator } from '../translate/translator.js';
import { XPATH_FUNCTIONS } from '../translate/xpath-functions.js';
import type { XPathExpression } from '../xpath/xpath-ast.js';
import { XPathError } from '../xpath/xpath-error.js';
import type { Carrier, Carriers, Rounds } from './carriers.js';
import type { ImportReport } from './import-report.js';
import { initialCount } from './initial-values.js';

/** Where the value of a `let` comes from, and of what it is made. */
export interface Computed {
  readonly term: Term;
  /** The `let`s it refers to. */
  readonly lets: ReadonlySet<FormNode>;
  /** The repeats over whose rounds it goes. */
  readonly repeats: ReadonlySet<FormNode>;
}

const KINDS: Readonly<Record<string, TermKind>> = {
  choice: 'text',
  choices: 'codes',
  yesno: 'yesno',
  number: 'number',
  date: 'date',
  time: 'time',
};

const NOT_KNOWN: Term = { text: 'null', level: LEVEL.primary, kind: 'null' };

/** How the nodes of a form are called in the expressions of the script. */
export class FormNames implements NodeNames {
  readonly translator: Translator;
  readonly #form: Form;
  readonly #carriers: Carriers;
  readonly #report: ImportReport;
  readonly #codes: (control: Control) => readonly string[] | undefined;
  readonly #compute: (node: FormNode, names: FormNames) => Term | undefined;
  readonly #computed = new Map<FormNode, Computed | undefined>();
  readonly #underWay: { readonly node: FormNode; readonly lets: Set<FormNode>; readonly repeats: Set<FormNode> }[] = [];

  /**
   * @param codes the codes of the choices of a select, when they are known
   * @param compute the value of a node that no control asks for
   */
  constructor(
    form: Form,
    carriers: Carriers,
    report: ImportReport,
    codes: (control: Control) => readonly string[] | undefined,
    compute: (node: FormNode, names: FormNames) => Term | undefined,
  ) {
    this.#form = form;
    this.#carriers = carriers;
    this.#report = report;
    this.#codes = codes;
    this.#compute = compute;
    this.translator = new Translator(form, this, XPATH_FUNCTIONS);
  }

  carrier(node: FormNode): Carrier {
    return this.#carriers.nodes.get(node) ?? { kind: 'none' };
  }

  rounds(repeat: FormNode): Rounds | undefined {
    return this.#carriers.repeats.get(repeat);
  }

  /** The value of a `let`; undefined when it cannot be said. */
  computed(node: FormNode): Computed | undefined {
    if (this.#computed.has(node)) return this.#computed.get(node);
    const entry = { node, lets: new Set<FormNode>(), repeats: new Set<FormNode>() };
    this.#underWay.push(entry);
    const term = this.#compute(node, this);
    this.#underWay.pop();
    const computed = term && { term, lets: entry.lets, repeats: entry.repeats };
    this.#computed.set(node, computed);
    return computed;
  }

  term(reference: NodeReference, context: TranslationContext, at: XPathExpression): Term {
    const { node, narrowed, when } = reference;
    if (context.self && node === context.current && !narrowed) return context.self;
    if (node.children.length > 0) throw new XPathError(`'${node.path}' is a group and has no value of its own`, at);
    const value = this.#valueOf(node, at);
    if (!value) return NOT_KNOWN;
    const { name, prefix, ...type } = value;
    const single = (text: string): Term => ({ ...type, text, level: LEVEL.primary, isNode: true });
    if (context.instancesOf) return single(this.#fieldOf(node, name, context.instancesOf, at));
    const open = openRepeats(reference, context);
    if (open.length === 0) return conditioned(single(prefix + name), when);
    for (const repeat of open) this.#underWay.at(-1)?.repeats.add(repeat);
    const list: Term = { ...single(listPath(this.#sections(open, at), name)), isList: true };
    if (!narrowed) return conditioned(list, when);
    if (narrowed.by === 'where') return filtered(list, narrowed.term);
    if (narrowed.repeat !== open.at(-1))
      throw new XPathError('an instance can be picked only in the innermost repeat', at);
    return { ...single(call('at', type.kind, list, narrowed.term).text) };
  }

  /** A list of the instances of a repeat, to be taken choices from. */
  instances(reference: NodeReference, context: TranslationContext, at: XPathExpression): Term {
    const open = openRepeats({ ...reference, everywhere: true }, context);
    for (const repeat of open) this.#underWay.at(-1)?.repeats.add(repeat);
    const text = ['answers', ...this.#sections(open, at)].join('.');
    const list: Term = { text, level: LEVEL.primary, kind: 'null', isList: true };
    const { narrowed } = reference;
    if (!narrowed) return list;
    if (narrowed.by === 'place') throw new XPathError('choices cannot come from one instance', at);
    return call('coalesce', 'null', filtered(list, narrowed.term), { ...list, text: '[]' });
  }

  count(reference: NodeReference, context: TranslationContext, at: XPathExpression): Term {
    const { node, narrowed, when } = reference;
    const open = openRepeats(reference, context);
    const [first, ...deeper] = open;
    if (!first) return when ? choose(when, numberConstant(1), numberConstant(0)) : numberConstant(1);
    if (narrowed?.by === 'place') throw new XPathError('one instance cannot be counted', at);
    for (const repeat of open) this.#underWay.at(-1)?.repeats.add(repeat);
    const text = ['answers', ...this.#sections(open, at)].join('.');
    const list: Term = { text, level: LEVEL.primary, kind: 'null', isList: true };
    if (narrowed) return call('count', 'number', filtered(list, narrowed.term));
    const isWhole = node === open.at(-1) || node.children.length === 0;
    if (!isWhole) throw new XPathError('only the instances of a repeat and what is in them can be counted', at);
    if (deeper.length === 0 && repeatsAround(first).length === 1) {
      const known = this.#knownCount(first);
      if (known) return known;
      // Those that are there from the start count before they have been gone through.
      const initial = initialCount(this.#form, first, this);
      const gone = call('length', 'number', list);
      return initial.constant === 0 || initial.constant === undefined ? gone : call('max', 'number', initial, gone);
    }
    return call('length', 'number', list);
  }

  position(repeat: FormNode, context: TranslationContext, at: XPathExpression): Term {
    const rounds = this.#carriers.repeats.get(repeat);
    if (context.instancesOf || !rounds || !repeatsOf(context).includes(repeat))
      throw new XPathError('only the number of the own instance is known', at);
    return { text: rounds.number, level: LEVEL.primary, kind: 'number' };
  }

  /** The number of instances that a repeat has from the start, where nobody can change it. */
  #knownCount(repeat: FormNode): Term | undefined {
    const { count, fixed } = repeat.repeat ?? {};
    if (!count) return fixed ? initialCount(this.#form, repeat, this) : undefined;
    const term = this.#report.attempt(count, 'the repeat has the instances of the form', (expression) =>
      this.translator.translate(expression, contextAround(repeat)),
    );
    return term && countable(term);
  }

  #valueOf(
    node: FormNode,
    at: XPathExpression,
  ): (Pick<Term, 'kind' | 'codes'> & { name: string; prefix: string }) | undefined {
    const carrier = this.carrier(node);
    if (carrier.kind === 'none') return undefined;
    const { name } = carrier;
    if (carrier.kind === 'answer') {
      const codes = carrier.type === 'choice' || carrier.type === 'choices' ? this.#codes(carrier.control) : undefined;
      return { kind: KINDS[carrier.type] ?? 'text', name, prefix: 'answers.', ...(codes ? { codes } : {}) };
    }
    if (this.#underWay.some((entry) => entry.node === node))
      throw new XPathError(`'${node.path}' is computed from itself`, at);
    const computed = this.computed(node);
    if (!computed) return undefined;
    this.#underWay.at(-1)?.lets.add(node);
    const { kind, codes } = computed.term;
    return { kind, name, prefix: '', ...(codes ? { codes } : {}) };
  }

  #fieldOf(node: FormNode, name: string, instancesOf: FormNode, at: XPathExpression): string {
    if (repeatsAround(node).at(-1) === instancesOf) return name;
    throw new XPathError('a condition on the instances of a repeat sees only what is in them', at);
  }

  #sections(repeats: readonly FormNode[], at: XPathExpression): string[] {
    return repeats.map((repeat) => {
      const rounds = this.#carriers.repeats.get(repeat);
      if (!rounds) throw new XPathError(`'${repeat.path}' is not gone through anywhere`, at);
      return rounds.id;
    });
  }
}

/** A number of rounds: nothing and what is below 0 are none. */
export function countable(term: Term): Term {
  if (typeof term.constant === 'number') return numberConstant(Math.max(0, Math.trunc(term.constant)));
  return term;
}
