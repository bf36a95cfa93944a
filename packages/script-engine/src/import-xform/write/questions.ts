import type { XmlAttribute } from '@caruso/language';
import type { Control, FormNode } from '../form/form.js';
import { attributeOf } from '../form/local-name.js';
import { LEVEL, type Term, textConstant, toNumber } from '../translate/term.js';
import { contextOf } from '../translate/translation-context.js';
import type { Carrier } from './carriers.js';
import type { Choice } from './choices.js';
import type { ImportContext } from './import-context.js';
import { initialValue } from './initial-values.js';
import { type Markup, markup } from './markup.js';
import { phrase } from './phrases.js';
import { followedBy, italic, texts } from './texts.js';
import { asDefault } from './values.js';
import { literal, partOf, type Wording } from './wordings.js';

type Answer = Extract<Carrier, { kind: 'answer' }>;

/** Writes the question for a control; nothing when nobody could answer it. */
export function writeQuestion(
  control: Control,
  node: FormNode,
  carrier: Answer,
  when: Term,
  context: ImportContext,
): Markup | undefined {
  const { wordings, names, report, choices } = context;
  const { languages } = wordings;
  const isChoice = carrier.type === 'choice' || carrier.type === 'choices';
  const open = isChoice ? choices.read(control, names) : undefined;
  if (open?.kind === 'fixed' && open.choices.length === 0) {
    report.warn('no-choices', `'${node.path}' has no choices`, control.element.tag, 'the question is left out');
    return undefined;
  }
  if (node.bind?.readonly && !/^\s*false\(\s*\)\s*$/.test(node.bind.readonly.value))
    report.warn(
      'not-translated',
      'A question cannot become read-only',
      node.bind.readonly,
      'it can always be answered',
    );
  const from = open?.kind === 'from' ? open : undefined;
  const attributes = {
    id: carrier.name,
    type: carrier.type,
    when: when.constant === true ? undefined : when.text,
    required: requiredOf(node, context),
    private: control.kind === 'secret' ? 'yes' : undefined,
    default: defaultOf(node, carrier, context)?.text,
    from: from?.list.text,
    code: from?.code,
    label: from?.label,
  };
  const options = open?.kind === 'fixed' ? open.choices.map((choice) => writeOption(choice, node, context)) : [];
  const guidance = wordings.guidance(partOf(control.element, 'hint'), contextOf(node));
  return markup(
    'question',
    attributes,
    ...texts(wordingOf(control, node, context), languages),
    ...(guidance ? texts(guidance, languages, 'hint') : []),
    ...options,
    ...writeChecks(control, node, carrier, context),
  );
}

/** Writes what is only told: the label of a control that cannot be changed, with its value. */
export function writeNote(
  control: Control,
  node: FormNode,
  id: string,
  when: Term,
  context: ImportContext,
): Markup | undefined {
  const { wordings, names } = context;
  const carrier = names.carrier(node);
  const computed = carrier.kind === 'let' ? names.computed(node) : undefined;
  const value = computed && carrier.kind === 'let' ? shownValue(carrier.name, computed.term) : undefined;
  const label = wordings.of(partOf(control.element, 'label'), contextOf(node));
  const told = label ?? wordings.everywhere([literal(value ? '' : node.name)]) ?? wordings.everywhere([value ?? '']);
  if (!told) return undefined;
  const hint = italic(wordings.of(partOf(control.element, 'hint'), contextOf(node)));
  const withHint = followedBy(told, hint, [markup('br', {})]);
  const all = label && value ? followedBy(withHint, wordings.everywhere([value]), [markup('br', {})]) : withHint;
  return markup(
    'info',
    { id, when: when.constant === true ? undefined : when.text },
    ...texts(all, wordings.languages),
  );
}

function shownValue(name: string, { kind }: Term): string | undefined {
  if (kind === 'null') return undefined;
  return kind === 'codes' ? `{join(${name}, ' ')}` : `{${name}}`;
}

/** The label, with the hint below it: hints of forms are for whoever answers. */
function wordingOf(control: Control, node: FormNode, { wordings }: ImportContext): Wording {
  const label = wordings.of(partOf(control.element, 'label'), contextOf(node));
  const hint = italic(wordings.of(partOf(control.element, 'hint'), contextOf(node)));
  const own: Wording = label ?? new Map(wordings.languages.map((tag) => [tag, [literal(node.name)]]));
  return followedBy(own, hint, [markup('br', {})]);
}

function writeOption({ code, label, item, when }: Choice, node: FormNode, { wordings }: ImportContext): Markup {
  const context = item ? { ...contextOf(node), at: item } : contextOf(node);
  const wording = wordings.of(label, context) ?? new Map(wordings.languages.map((tag) => [tag, [literal(code)]]));
  const [own = '', ...others] = wordings.languages;
  const translated = texts(wording, wordings.languages).slice(wording.has(own) ? 1 : 0);
  return markup(
    'option',
    { value: code, when: when.constant === true ? undefined : when.text },
    ...(wording.get(own) ?? [literal(code)]),
    ...(others.length > 0 ? translated : []),
  );
}

function requiredOf(node: FormNode, { names, report }: ImportContext): string {
  const { required, requiredMessage } = node.bind ?? {};
  if (!required) return 'no';
  if (requiredMessage)
    report.warn('not-imported', 'A dialog says in its own words that an answer is wanted', requiredMessage);
  const term = report.attempt(required, 'the answer may be left out', (expression) =>
    names.translator.condition(expression, contextOf(node)),
  );
  if (!term || term.constant === false) return 'no';
  return term.constant === true ? 'yes' : term.text;
}

function defaultOf(node: FormNode, carrier: Answer, { form, names, report, choices }: ImportContext): Term | undefined {
  const codes =
    carrier.type === 'choice' || carrier.type === 'choices' ? choices.codes(carrier.control, names) : undefined;
  const expression = node.bind?.calculate ?? node.preset?.expression;
  if (expression) {
    const term = report.attempt(expression, 'nothing is filled in', (read) =>
      names.translator.translate(read, contextOf(node)),
    );
    const preset = term && asDefault(term, carrier, codes);
    if (term && !preset && term.kind !== 'null')
      report.warn('not-translated', 'This value is no answer to the question', expression, 'nothing is filled in');
    return preset;
  }
  if (node.preset) return asDefault(textConstant(node.preset.text.trim()), carrier, codes);
  const nothing: Term = { text: 'null', level: LEVEL.primary, kind: 'null' };
  const term = initialValue(form, node, names, (text) => asDefault(textConstant(text), carrier, codes) ?? nothing);
  return term.kind === 'null' ? undefined : term;
}

function writeChecks(control: Control, node: FormNode, carrier: Answer, context: ImportContext): Markup[] {
  const { wordings, names, report, choices } = context;
  const { languages } = wordings;
  const checks: Markup[] = [];
  const complain = (name: 'whole' | 'range', inserted = ''): Markup[] =>
    texts(new Map(languages.map((tag) => [tag, [phrase(name, tag, inserted)]])), languages);
  const type = node.bind?.type.replace(/^.*:/, '') ?? '';
  if (carrier.type === 'number' && ['int', 'integer', 'long'].includes(type))
    checks.push(markup('check', { test: 'value == whole(value)' }, ...complain('whole')));
  if (control.kind === 'range') checks.push(...rangeChecks(control, complain));
  const { constraint, constraintMessage } = node.bind ?? {};
  if (!constraint) return checks;
  const codes = carrier.type === 'choice' || carrier.type === 'choices' ? choices.codes(control, names) : undefined;
  const kind = KINDS[carrier.type] ?? 'text';
  const self: Term = { text: 'value', level: LEVEL.primary, kind, isNode: true, ...(codes ? { codes } : {}) };
  const test = report.attempt(constraint, 'the answer is not checked', (expression) =>
    names.translator.condition(expression, contextOf(node, self)),
  );
  if (!test || test.constant === true) return checks;
  const message = constraintMessage && wordings.message(constraintMessage, contextOf(node));
  return [...checks, markup('check', { test: test.text }, ...(message ? texts(message, languages) : []))];
}

const KINDS: Readonly<Record<string, Term['kind']>> = {
  choices: 'codes',
  yesno: 'yesno',
  number: 'number',
  date: 'date',
  time: 'time',
};

function rangeChecks({ element }: Control, complain: (name: 'range', inserted: string) => Markup[]): Markup[] {
  const read = (attribute: XmlAttribute | undefined) => toNumber(textConstant(attribute?.value.trim() ?? ''));
  const [start, end, step] = ['start', 'end', 'step'].map((name) => read(attributeOf(element, name)));
  if (typeof start?.constant !== 'number' || typeof end?.constant !== 'number') return [];
  const [least, most] = [Math.min(start.constant, end.constant), Math.max(start.constant, end.constant)];
  const size = typeof step?.constant === 'number' ? Math.abs(step.constant) : 0;
  const steps = size > 0 ? ` and remainder(value - ${least}, ${size}) == 0` : '';
  const said = size > 0 ? `${least}, ${least + size} … ${most}` : `${least} … ${most}`;
  return [markup('check', { test: `value ge ${least} and value le ${most}${steps}` }, ...complain('range', said))];
}
