import type { Form, FormNode } from '../form/form.js';
import {
  and,
  call,
  choose,
  LEVEL,
  NOTHING,
  numberConstant,
  type Term,
  textConstant,
  toDate,
  toNumber,
  toText,
  toYesno,
  yesnoConstant,
} from '../translate/term.js';
import { contextAround, contextOf } from '../translate/translation-context.js';
import type { Carrier } from './carriers.js';
import type { FormNames } from './form-names.js';
import type { ImportReport } from './import-report.js';
import { initialValue } from './initial-values.js';

/** The value of a node that nobody is asked for, as long as it and the groups around it are relevant. */
export function computedValue(form: Form, node: FormNode, names: FormNames, report: ImportReport): Term | undefined {
  const value = ownValue(form, node, names, report);
  if (!value) return undefined;
  return choose(relevance(withGroups(node), names, report, 'its value is always computed'), value);
}

function ownValue(form: Form, node: FormNode, names: FormNames, report: ImportReport): Term | undefined {
  const { bind } = node;
  const type = bind?.type ?? '';
  if (bind?.calculate)
    return report.attempt(bind.calculate, 'its value is nothing', (expression) =>
      ofType(names.translator.translate(expression, contextOf(node)), type),
    );
  if (node.preset?.expression)
    return report.attempt(node.preset.expression, 'its value is nothing', (expression) =>
      ofType(names.translator.translate(expression, contextOf(node)), type),
    );
  if (node.preset) return ofType(textConstant(node.preset.text.trim()), type);
  if (bind?.preload) return preload(node, report);
  return initialValue(form, node, names, (text) => ofType(textConstant(text), type));
}

/** The relevance of all these nodes. */
export function relevance(
  nodes: readonly FormNode[],
  names: FormNames,
  report: ImportReport,
  effect = 'it is always asked',
): Term {
  const terms = nodes.flatMap((node) => {
    const { relevant } = node.bind ?? {};
    if (!relevant) return [];
    // Whether there are instances at all is decided outside of them.
    const context = node.repeat ? contextAround(node) : contextOf(node);
    const term = report.attempt(relevant, effect, (expression) => names.translator.condition(expression, context));
    return term ? [term] : [];
  });
  return and(...terms);
}

/** A node and the groups around it inside of its repeat, the outermost first. */
function withGroups(node: FormNode): FormNode[] {
  if (node.repeat) return [];
  return [...(node.parent ? withGroups(node.parent) : []), node];
}

/** What the device of a form fills in by itself, as far as a dialog knows it. */
function preload({ bind, path }: FormNode, report: ImportReport): Term {
  const named = (text: string): Term => ({ text, level: LEVEL.primary, kind: 'text' });
  const what = `${bind?.preload?.value.trim() ?? ''} ${bind?.preloadParameter?.trim() ?? ''}`.trim();
  switch (what) {
    case 'uid':
    case 'uid uid':
      return named('dialog.id');
    case 'date today':
      return call('today', 'date');
    case 'timestamp start':
    case 'timestamp end':
      return call('now', 'instant');
    case 'property username':
      return named('dialog.owner');
    default:
      if (bind?.preload)
        report.warn('not-imported', `A dialog does not know '${what}' for '${path}'`, bind.preload, 'it is nothing');
      return NOTHING;
  }
}

/** A value in the type that the form says for its node. */
function ofType(term: Term, type: string): Term {
  switch (type.replace(/^.*:/, '')) {
    case 'int':
    case 'integer':
    case 'long': {
      const number = toNumber(term);
      if (typeof number.constant === 'number') return numberConstant(Math.trunc(number.constant));
      return /\/|\d\.\d|number\(|inDays\(/.test(number.text) ? call('whole', 'number', number) : number;
    }
    case 'decimal':
    case 'double':
    case 'float':
      return toNumber(term);
    case 'date':
      return toDate(term);
    default:
      return term;
  }
}

/** A value as the default of a question; undefined when it cannot be one. */
export function asDefault(
  term: Term,
  { type }: Extract<Carrier, { kind: 'answer' }>,
  codes: readonly string[] | undefined,
): Term | undefined {
  if (term.kind === 'null') return undefined;
  switch (type) {
    case 'number': {
      const number = toNumber(term);
      return number.kind === 'null' ? undefined : number;
    }
    case 'date':
      return typeof term.constant === 'string' ? dayConstant(term.constant) : toDate(term);
    case 'time':
      return typeof term.constant === 'string' ? timeConstant(term.constant) : undefined;
    case 'yesno':
      return typeof term.constant === 'string' ? yesnoConstant(['true', '1'].includes(term.constant)) : toYesno(term);
    case 'choice':
      return asCode(term, codes);
    case 'choices':
      return asCodes(term, codes);
    default:
      return toText(term);
  }
}

function dayConstant(text: string): Term | undefined {
  return /^\d{4}-\d{2}-\d{2}/.test(text) ? textConstant(text.slice(0, 10)) : undefined;
}

function timeConstant(text: string): Term | undefined {
  return /^\d{2}:\d{2}/.test(text) ? textConstant(text.slice(0, 5)) : undefined;
}

function asCode(term: Term, codes: readonly string[] | undefined): Term | undefined {
  if (!codes) return toText(term);
  if (typeof term.constant === 'string') return codes.includes(term.constant) ? term : undefined;
  return term.kind === 'text' && term.codes?.every((code) => codes.includes(code)) ? term : undefined;
}

function asCodes(term: Term, codes: readonly string[] | undefined): Term | undefined {
  if (term.kind === 'codes') return term;
  if (typeof term.constant !== 'string') return undefined;
  const chosen = term.constant.split(/\s+/).filter((code) => code !== '' && (codes?.includes(code) ?? true));
  if (chosen.length === 0) return undefined;
  return { text: `[${chosen.map((code) => textConstant(code).text).join(', ')}]`, level: LEVEL.primary, kind: 'codes' };
}
