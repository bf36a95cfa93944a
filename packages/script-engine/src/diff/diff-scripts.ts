import { tokensOf, type XmlElement } from '@caruso/language';
import type { ScriptFile } from '../check/script-library.js';
import { definitionOf, holdsWords } from '../vocabulary/element-kinds.js';
import { wordForAttribute, wordForElement } from './element-words.js';
import { attributesOf, childrenOf, essenceOf, FORMER, KEYS, type View } from './essence.js';
import { matchChildren } from './match-children.js';
import { meaningOfAttribute, meaningOfText } from './meaning.js';
import { movedAmong } from './moved-among.js';
import type { ScriptChange } from './script-change.js';
import { rowOf, standing } from './standing.js';
import { Version } from './version.js';

/**
 * What is different between two versions of a script, in what it means: items are told by their ids, also where they were
 * moved or (by `was`) renamed; layout, comments, the order of attributes, and presets that are written out do not count.
 * It knows all elements and attributes by the vocabulary.
 *
 * @returns in the order of the later version; empty when both mean the same
 * @throws LanguageErrors.InvalidDocument when one is not well-formed XML
 * @example
 * ```ts
 * const [change] = diffScripts({ file: 'v1.xml', text: v1 }, { file: 'v2.xml', text: v2 });
 * change.sentence; // "Question 'reason' stands behind question 'number' now; it stood first."
 * ```
 */
export function diffScripts(before: ScriptFile, after: ScriptFile): readonly ScriptChange[] {
  return new ScriptDiff(new Version(before), new Version(after)).run();
}

/** What is told of a change beside its places. */
type Details = { readonly [Name in 'attribute' | 'before' | 'after' | 'alike']?: string | undefined };

class ScriptDiff {
  readonly #old: Version;
  readonly #new: Version;
  readonly #changes: ScriptChange[] = [];
  /** The earlier element of each later one that was there before, and the other way round. */
  readonly #before = new Map<XmlElement, XmlElement>();
  readonly #after = new Map<XmlElement, XmlElement>();
  readonly #renames = new Map<string, string>();
  readonly #oldView: View;
  readonly #newView: View;
  #gone: ReadonlyMap<string, string> | undefined;

  constructor(old: Version, now: Version) {
    this.#old = old;
    this.#new = now;
    this.#oldView = { lang: old.lang, renames: this.#renames };
    this.#newView = { lang: now.lang, renames: new Map() };
  }

  run(): readonly ScriptChange[] {
    const { root } = this.#new;
    this.#pair(root, this.#old.root);
    for (const [id, element] of this.#new.byId) {
      const former = this.#old.byId.get(id) ?? this.#formerOf(element, id);
      if (former !== undefined) this.#pair(element, former);
    }
    this.#compare(root, this.#old.root);
    return this.#changes;
  }

  #pair(now: XmlElement, old: XmlElement): void {
    this.#before.set(now, old);
    this.#after.set(old, now);
  }

  /** The element that had the id which another one says it had. */
  #formerOf(element: XmlElement, id: string): XmlElement | undefined {
    for (const former of tokensOf(element.attributes.get(FORMER)?.value ?? '')) {
      const found = this.#new.byId.has(former) ? undefined : this.#old.byId.get(former);
      if (found === undefined || this.#after.has(found)) continue;
      this.#renames.set(former, id);
      return found;
    }
    return undefined;
  }

  #compare(now: XmlElement, old: XmlElement): void {
    const [id, former] = [this.#new.idOf(now), this.#old.idOf(old)];
    if (now.name !== old.name) {
      const [is, was] = [wordForElement(now.name), wordForElement(old.name)];
      this.#report('changed', now, old, `'${id ?? now.name}' is of the kind ${is} now; it was of the kind ${was}.`);
    } else if (id !== former) {
      this.#report('renamed', now, old, `${this.#old.nameOf(old)} is called '${id ?? ''}' now.`);
    }
    for (const name of new Set([...attributesOf(now), ...attributesOf(old)])) this.#compareAttribute(now, old, name);
    if (holdsWords(now.name) || holdsWords(old.name)) this.#compareTexts(now, old);
    this.#compareChildren(now, old);
  }

  #compareAttribute(now: XmlElement, old: XmlElement, name: string): void {
    // What an item is called, and was, is told as renaming.
    const isId = definitionOf(now.name)?.attributes?.[name]?.type === 'id' && this.#new.idOf(now) !== undefined;
    const after = meaningOfAttribute(now, name, this.#newView);
    const before = meaningOfAttribute(old, name, this.#oldView);
    if (isId || name === FORMER || after?.key === before?.key) return;
    const [owner, noun] = [this.#new.nameOf(now), wordForAttribute(name)];
    const [is, was] = [quoted(after?.shown), quoted(before?.shown)];
    const sentence =
      before === undefined
        ? `${owner} has the ${noun} ${is} now.`
        : after === undefined
          ? `${owner} has no ${noun} any more; it was ${was}.`
          : `the ${noun} of ${owner} is ${is} now; it was ${was}.`;
    this.#report('changed', now, old, sentence, { attribute: name, before: before?.shown, after: after?.shown });
  }

  #compareTexts(now: XmlElement, old: XmlElement): void {
    const after = meaningOfText(now, this.#newView.renames);
    const before = meaningOfText(old, this.#renames);
    if (after.key === before.key) return;
    const sentence = `${this.#new.nameOf(now)} says ${quoted(after.shown)} now; it said ${quoted(before.shown)}.`;
    this.#report('changed', now, old, sentence, { before: before.shown, after: after.shown });
  }

  #compareChildren(now: XmlElement, old: XmlElement): void {
    const [children, formers] = [childrenOf(now), childrenOf(old)];
    const matches = matchChildren(
      formers.filter((each) => this.#old.idOf(each) === undefined),
      children.filter((each) => this.#new.idOf(each) === undefined),
      KEYS.map((key) => ({
        before: (each) => key(each, this.#oldView),
        after: (each) => key(each, this.#newView),
      })),
    );
    for (const [later, former] of matches) this.#pair(later, former);
    const moved = this.#movedChildren(children, formers);
    for (const child of children) {
      const former = this.#before.get(child);
      if (former === undefined) this.#reportAdded(child);
      else {
        if (moved.has(child) || this.#hasNewParent(child, former)) this.#reportMoved(child, former);
        this.#compare(child, former);
      }
    }
    for (const former of formers) if (!this.#after.has(former)) this.#reportRemoved(former);
  }

  /** The children that stand elsewhere among those with which their order counts. */
  #movedChildren(children: readonly XmlElement[], formers: readonly XmlElement[]): ReadonlySet<XmlElement> {
    const places = new Map(formers.map((former, index) => [former, index]));
    const rows = new Map<string, { child: XmlElement; place: number }[]>();
    for (const child of children) {
      const former = this.#before.get(child);
      const place = former && places.get(former);
      const row = rowOf(this.#new, child);
      if (place !== undefined && row !== undefined) rows.set(row, [...(rows.get(row) ?? []), { child, place }]);
    }
    return new Set(
      [...rows.values()].flatMap((row) => {
        const moved = movedAmong(row.map(({ place }) => place));
        return row.filter((_, index) => moved.has(index)).map(({ child }) => child);
      }),
    );
  }

  #hasNewParent(child: XmlElement, former: XmlElement): boolean {
    const parent = this.#new.parentOf(child);
    return parent !== undefined && this.#before.get(parent) !== this.#old.parentOf(former);
  }

  #reportMoved(child: XmlElement, former: XmlElement): void {
    const [now, was] = [standing(this.#new, child), standing(this.#old, former)];
    this.#report('moved', child, former, `${this.#new.nameOf(child)} stands ${now} now; it stood ${was}.`);
  }

  #reportAdded(child: XmlElement): void {
    const id = this.#new.idOf(child);
    const alike = id === undefined ? undefined : this.#goneAlike(child, id);
    const hint =
      alike === undefined ? '' : ` It is all that '${alike}' was: if it is the same, say ${FORMER}="${alike}".`;
    this.#report('added', child, undefined, `${this.#new.nameOf(child)} is new${this.#wordsOf(child)}.${hint}`, {
      alike,
    });
    for (const inner of childrenOf(child)) this.#findMoved(inner);
  }

  /** What an element that is new has brought along from elsewhere. */
  #findMoved(element: XmlElement): void {
    const former = this.#before.get(element);
    if (former === undefined) for (const inner of childrenOf(element)) this.#findMoved(inner);
    else {
      this.#reportMoved(element, former);
      this.#compare(element, former);
    }
  }

  /** The id of an item that is gone and was the same in everything but its id. */
  #goneAlike(child: XmlElement, id: string): string | undefined {
    this.#gone ??= new Map(
      [...this.#old.byId]
        .filter(([, element]) => !this.#after.has(element))
        .map(([former, element]) => [essenceOf(element, without(former, this.#oldView)), former]),
    );
    return this.#gone.get(essenceOf(child, without(id, this.#newView)));
  }

  #reportRemoved(former: XmlElement): void {
    this.#report('removed', undefined, former, `${this.#old.nameOf(former)} is gone${this.#wordsOf(former)}.`);
  }

  #wordsOf(element: XmlElement): string {
    const words = holdsWords(element.name) ? meaningOfText(element, this.#newView.renames).shown : '';
    return words === '' ? '' : `: ${quoted(words)}`;
  }

  #report(
    kind: ScriptChange['kind'],
    now: XmlElement | undefined,
    old: XmlElement | undefined,
    sentence: string,
    { attribute, before, after, alike }: Details = {},
  ): void {
    this.#changes.push({
      kind,
      element: (now ?? old)?.name ?? '',
      item: now === undefined ? this.#old.itemOf(old) : this.#new.itemOf(now),
      ...(attribute === undefined ? {} : { attribute }),
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      ...(alike === undefined ? {} : { alike }),
      sentence: sentence.slice(0, 1).toUpperCase() + sentence.slice(1),
      ...(old === undefined ? {} : { old: this.#old.placeOf(old) }),
      ...(now === undefined ? {} : { new: this.#new.placeOf(now) }),
    });
  }
}

/** A view in which an item has no name of its own. */
const without = (id: string, { lang, renames }: View): View => ({ lang, renames: new Map([...renames, [id, '']]) });

const quoted = (text = '') => `"${text}"`;
