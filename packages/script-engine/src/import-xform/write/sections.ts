import { repeatsAround } from '../form/build-nodes.js';
import type { Control, FormNode } from '../form/form.js';
import { LEVEL, type Term, yesnoConstant } from '../translate/term.js';
import { contextAround, contextOf } from '../translate/translation-context.js';
import { countable } from './form-names.js';
import type { ImportContext } from './import-context.js';
import { initialCount } from './initial-values.js';
import { placeLets } from './lets.js';
import { type Markup, markup } from './markup.js';
import type { NameRegistry } from './name-registry.js';
import { phrase } from './phrases.js';
import { writeNote, writeQuestion } from './questions.js';
import { texts } from './texts.js';
import { relevance } from './values.js';
import { partOf } from './wordings.js';
import type { Written } from './written.js';

/** Writes the items of the script in the order of the body of the form. */
export class SectionWriter {
  readonly #context: ImportContext;
  readonly #ids: NameRegistry;
  /** How often a note, a group or a repeat was named. */
  readonly #unplaced: Set<FormNode>;

  constructor(context: ImportContext, ids: NameRegistry) {
    this.#context = context;
    this.#ids = ids;
    this.#unplaced = new Set(
      [...context.form.nodes.values()].filter((node) => context.names.carrier(node).kind === 'let'),
    );
  }

  /** All items, with the computed values at the first place where all is known of which they are made. */
  write(): readonly Markup[] {
    return this.#frame(this.#context.form.controls, undefined, new Set());
  }

  /** What stands in one frame: in the script, or in the rounds of a repeat. */
  #frame(
    controls: readonly Control[],
    repeat: FormNode | undefined,
    covered: ReadonlySet<FormNode>,
  ): readonly Markup[] {
    const own = [...this.#unplaced].filter((node) => repeatsAround(node).at(-1) === repeat);
    const written = controls.map((control) => this.#control(control, covered, undefined));
    return placeLets(own, written, this.#context);
  }

  #control(control: Control, covered: ReadonlySet<FormNode>, title: string | undefined): Written {
    if (control.kind === 'group') return this.#group(control, covered, title);
    if (control.kind === 'repeat') return this.#repeat(control, covered, title);
    const { node } = control;
    if (!node) return NONE;
    const { names } = this.#context;
    const carrier = names.carrier(node);
    const isAsked = carrier.kind === 'answer' && carrier.control === control;
    if (carrier.kind === 'answer' && !isAsked) return NONE;
    if (control.kind === 'upload' || control.kind === 'rank') return NONE;
    const when = this.#relevance(node, covered);
    const item = isAsked
      ? writeQuestion(control, node, carrier, when, this.#context)
      : writeNote(
          control,
          node,
          this.#ids.take(carrier.kind === 'let' ? `${node.name}_note` : node.name),
          when,
          this.#context,
        );
    return { items: item ? [item] : [], repeats: new Set() };
  }

  #group(control: Control, covered: ReadonlySet<FormNode>, around: string | undefined): Written {
    const { node, children } = control;
    const title = this.#titleOf(control) ?? around;
    // A group around a repeat is there for its label.
    if (!node || node.repeat) {
      const isRepeat = children.some(({ kind }) => kind === 'repeat');
      if (isRepeat || title === undefined) return this.#all(children, covered, isRepeat ? title : undefined);
      const id = this.#ids.take('group');
      return this.#section(this.#all(children, covered, undefined), { id, title });
    }
    const when = this.#relevance(node, covered);
    const inside = new Set([...covered, ...withAncestors(node)]);
    if (when.constant === true && title === undefined) return this.#all(children, inside, undefined);
    const id = this.#ids.take(node.name, `${node.name}_group`);
    return this.#section(this.#all(children, inside, undefined), { id, title, when: whenOf(when) });
  }

  #section({ items, repeats }: Written, attributes: Markup['attributes']): Written {
    return { items: items.length > 0 ? [markup('section', attributes, ...items)] : [], repeats };
  }

  #all(controls: readonly Control[], covered: ReadonlySet<FormNode>, title: string | undefined): Written {
    const written = controls.map((control) => this.#control(control, covered, title));
    return {
      items: written.flatMap(({ items }) => items),
      repeats: new Set(written.flatMap(({ repeats }) => [...repeats])),
    };
  }

  #repeat(control: Control, covered: ReadonlySet<FormNode>, around: string | undefined): Written {
    const { node, children } = control;
    const { names, report, form } = this.#context;
    const rounds = node && names.rounds(node);
    if (!node?.repeat || !rounds) return NONE;
    const { count, fixed } = node.repeat;
    const title = this.#titleOf(control) ?? around;
    const inside = new Set([...covered, ...withAncestors(node)]);
    const items = this.#frame(children, node, inside);
    if (items.length === 0) return NONE;
    const relevant = this.#relevance(node, covered);
    const counted =
      count &&
      report.attempt(count, 'the repeat has the instances of the form', (expression) =>
        names.translator.translate(expression, contextAround(node)),
      );
    const initial = initialCount(form, node, names);
    const fits = counted && (counted.kind === 'number' || counted.kind === 'text' || counted.constant !== undefined);
    const number = fits ? countable(counted) : count || fixed ? initial : undefined;
    if (number) return this.#counted(node, number, { ...rounds, title }, relevant, items);
    return this.#asked(node, initial, { ...rounds, title }, relevant, items);
  }

  /** As many rounds as a number says. */
  #counted(
    node: FormNode,
    count: Term,
    { id, number, title }: { readonly id: string; readonly number: string; readonly title: string | undefined },
    relevant: Term,
    items: readonly Markup[],
  ): Written {
    if (count.constant === 0) return NONE;
    const text = wrapped(
      count.kind === 'text' ? { ...count, text: `number(${count.text})`, level: LEVEL.primary } : count,
    );
    const some = count.constant === undefined ? `${text} ge 1` : undefined;
    const when = [whenOf(relevant, LEVEL.and), some].filter((each) => each !== undefined).join(' and ') || undefined;
    const repeat = `${number} + 1 le ${text}`;
    const section = markup(
      'section',
      { id, title, when, repeat: simplest(repeat, number, count), as: number },
      ...items,
    );
    return { items: [section], repeats: new Set([node, ...this.#inner(node)]) };
  }

  /** So many rounds as are there, and then as many as there are wanted. */
  #asked(
    node: FormNode,
    initial: Term,
    section: { readonly id: string; readonly number: string; readonly title: string | undefined },
    relevant: Term,
    items: readonly Markup[],
  ): Written {
    const { languages } = this.#context.wordings;
    const { id, number, title } = section;
    const ask = (name: 'first' | 'more', question: string, when: string | undefined): Markup => {
      const wording = new Map(languages.map((tag) => [tag, [phrase(name, tag, title ?? node.name)]]));
      return markup('question', { id: question, type: 'yesno', when }, ...texts(wording, languages));
    };
    const more = this.#ids.take(`${id}_more`);
    const start = wrapped(initial);
    const [known, isOne] = [initial.constant, initial.constant === 1 || initial.constant === 0];
    const asked = ask('more', more, isOne ? undefined : `${number} ge ${start}`);
    const repeat = isOne ? `answers.${more}` : `${number} lt ${start} or answers.${more}`;
    const written = (when: string | undefined) =>
      markup('section', { id, title, when, repeat, as: number }, ...items, asked);
    const repeats = new Set([node, ...this.#inner(node)]);
    if (typeof known === 'number' && known > 0) return { items: [written(whenOf(relevant))], repeats };
    const first = this.#ids.take(`${id}_first`);
    const none = known === undefined ? `${start} lt 1` : undefined;
    const askFirst =
      [whenOf(relevant, LEVEL.and), none].filter((each) => each !== undefined).join(' and ') || undefined;
    const begins = known === undefined ? `${start} ge 1 or answers.${first}` : `answers.${first}`;
    const when = relevant.constant === true ? begins : `${whenOf(relevant, LEVEL.and)} and (${begins})`;
    return { items: [ask('first', first, askFirst), written(when)], repeats };
  }

  #inner(repeat: FormNode): FormNode[] {
    return [...this.#context.form.nodes.values()].filter((node) => node.repeat && repeatsAround(node).includes(repeat));
  }

  #relevance(node: FormNode, covered: ReadonlySet<FormNode>): Term {
    const { names, report } = this.#context;
    const open = withAncestors(node).filter((each) => !covered.has(each));
    return open.length > 0 ? relevance(open, names, report) : yesnoConstant(true);
  }

  /** The label of a group as the title of its section, in the script's own language. */
  #titleOf({ element, node }: Control): string | undefined {
    const { wordings, form, report } = this.#context;
    const label = partOf(element, 'label');
    const wording = wordings.of(label, contextOf(node ?? form.root));
    const own = wording?.get(wordings.languages[0] ?? '');
    if (!label || !own) return undefined;
    const parts = own.filter((part) => typeof part === 'string' && !/^\{(?!\{)/.test(part));
    if (parts.length < own.length)
      report.warn('plain-title', 'The title of a section is a plain text', label.tag, 'values in it are left out');
    const title = parts.join(' ').replace(/\{\{|\}\}/g, (brace) => brace.charAt(0));
    return title.trim().replace(/\s+/g, ' ') || undefined;
  }
}

const NONE: Written = { items: [], repeats: new Set() };

function wrapped({ text, level }: Term): string {
  return level < LEVEL.primary ? `(${text})` : text;
}

/** A fixed number needs no reckoning. */
function simplest(repeat: string, number: string, { constant }: Term): string {
  return typeof constant === 'number' ? `${number} lt ${constant}` : repeat;
}

function whenOf(term: Term, level: number = LEVEL.or): string | undefined {
  if (term.constant === true) return undefined;
  return term.level < level ? `(${term.text})` : term.text;
}

/** A node and those around it, up to and with its innermost repeat. */
function withAncestors(node: FormNode): FormNode[] {
  const around = node.parent && !node.repeat ? withAncestors(node.parent) : node.parent ? withGroups(node.parent) : [];
  return [...around, node];
}

function withGroups(node: FormNode): FormNode[] {
  return [...(node.parent ? withGroups(node.parent) : []), node];
}
