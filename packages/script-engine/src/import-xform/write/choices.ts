import type { XmlElement } from '@caruso/language';
import type { Control, FormNode } from '../form/form.js';
import { attributeOf, childOf } from '../form/local-name.js';
import { contentOf, type FixedNodes, firstFixed } from '../translate/fixed-nodes.js';
import { or, type Term, yesnoConstant } from '../translate/term.js';
import { contextOf, type TranslationContext } from '../translate/translation-context.js';
import { parseXPath } from '../xpath/parse-xpath.js';
import type { XPathExpression } from '../xpath/xpath-ast.js';
import { XPathError } from '../xpath/xpath-error.js';
import type { FormNames } from './form-names.js';
import type { ImportReport } from './import-report.js';
import { itemsOf } from './wordings.js';

/** One choice, and when it is open. */
export interface Choice {
  readonly code: string;
  readonly label: XmlElement | undefined;
  /** Where the paths of the label begin: the item of the data it comes from. */
  readonly item: XmlElement | undefined;
  readonly when: Term;
}

/** The choices of a select: known now, or the rounds of a repeat. */
export type Choices =
  | { readonly kind: 'fixed'; readonly choices: readonly Choice[] }
  | { readonly kind: 'from'; readonly list: Term; readonly code: string; readonly label: string };

const NONE: Choices = { kind: 'fixed', choices: [] };

/** Reads the choices of selects, each once. */
export class ChoiceReader {
  readonly #report: ImportReport;
  readonly #known = new Map<Control, Choices>();
  readonly #underWay = new Set<Control>();

  constructor(report: ImportReport) {
    this.#report = report;
  }

  /** The codes of the choices; undefined when they are known only in the dialog. */
  codes(control: Control, names: FormNames): readonly string[] | undefined {
    if (this.#underWay.has(control)) return undefined;
    const choices = this.read(control, names);
    return choices.kind === 'fixed' ? choices.choices.map(({ code }) => code) : undefined;
  }

  read(control: Control, names: FormNames): Choices {
    const known = this.#known.get(control);
    if (known) return known;
    this.#underWay.add(control);
    const choices = merged(this.#choices(control, names));
    this.#underWay.delete(control);
    this.#known.set(control, choices);
    return choices;
  }

  #choices({ element, kind, node }: Control, names: FormNames): Choices {
    if (kind === 'trigger') {
      return { kind: 'fixed', choices: [{ code: 'OK', label: undefined, item: undefined, when: yesnoConstant(true) }] };
    }
    const itemset = childOf(element, 'itemset');
    if (!itemset || !node) {
      const choices = itemsOf(element).map((item): Choice => {
        const value = childOf(item, 'value');
        const code = value ? contentOf(value) : '';
        return { code, label: childOf(item, 'label'), item: undefined, when: yesnoConstant(true) };
      });
      return { kind: 'fixed', choices };
    }
    const nodeset = attributeOf(itemset, 'nodeset');
    if (!nodeset) return NONE;
    const found = this.#report.attempt(nodeset.slice, 'the question has no choices', (expression) =>
      this.#fromItemset(expression, itemset, node, names),
    );
    return found ?? NONE;
  }

  #fromItemset(expression: XPathExpression, itemset: XmlElement, node: FormNode, names: FormNames): Choices {
    const isShuffled = expression.kind === 'call' && expression.name === 'randomize';
    if (isShuffled) {
      const at = attributeOf(itemset, 'nodeset')?.slice ?? itemset.tag;
      this.#report.warn('not-translated', 'Choices are not shuffled', at, 'they come in the order of the form');
    }
    const context = contextOf(node);
    const value = names.translator.value(expression, context);
    const codePath = pathIn(childOf(itemset, 'value'));
    const label = childOf(itemset, 'label');
    if (value.kind === 'fixed') {
      const choices = value.nodes.map(({ element, when }): Choice => {
        const own: TranslationContext = { ...context, at: element };
        const code = textAt(codePath, own, names);
        return { code, label, item: element, when };
      });
      return { kind: 'fixed', choices };
    }
    if (value.kind !== 'node' || !value.node.repeat)
      throw new XPathError('choices come from data in the form, or from the instances of a repeat', expression);
    const labelPath = label && pathIn(label);
    const code = nameIn(value.node, codePath, names);
    const shown = labelPath ? nameIn(value.node, labelPath, names) : code;
    if (code === undefined || shown === undefined)
      throw new XPathError('the codes and labels of choices must be answers in the repeat', expression);
    return { kind: 'from', list: names.instances(value, context, expression), code, label: shown };
  }
}

function pathIn(element: XmlElement | undefined): XPathExpression {
  return parseXPath(element ? (attributeOf(element, 'ref')?.value ?? '.') : '.');
}

function textAt(path: XPathExpression, context: TranslationContext, names: FormNames): string {
  const value = names.translator.value(path, context);
  const term = value.kind === 'fixed' ? firstFixed(value as FixedNodes) : names.translator.term(value, context, path);
  return typeof term.constant === 'string' ? term.constant.trim() : '';
}

/** The name of an answer or a `let` in the rounds of a repeat. */
function nameIn(repeat: FormNode, path: XPathExpression, names: FormNames): string | undefined {
  if (path.kind !== 'path' || path.from !== 'context') return undefined;
  let node: FormNode | undefined = repeat;
  for (const { axis, name } of path.steps) {
    if (axis === 'child') node = node?.children.find((child) => child.name === name);
    else if (axis !== 'self') return undefined;
  }
  const carrier = node && names.carrier(node);
  return carrier && carrier.kind !== 'none' ? carrier.name : undefined;
}

/** A code that stands there several times, each time under another condition, is one choice under any of them. */
function merged(choices: Choices): Choices {
  if (choices.kind === 'from') return choices;
  const byCode = new Map<string, Choice>();
  for (const choice of choices.choices) {
    if (choice.code === '') continue;
    const same = byCode.get(choice.code);
    byCode.set(choice.code, same ? { ...same, when: or(same.when, choice.when) } : choice);
  }
  return { kind: 'fixed', choices: [...byCode.values()] };
}
