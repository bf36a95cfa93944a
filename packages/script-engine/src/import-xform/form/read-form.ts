import { type Diagnostics, didYouMean, elementsOf, textOf, type XmlDocument, type XmlElement } from '@caruso/language';
import { buildNodes } from './build-nodes.js';
import type { Bind, Form, FormNode, ItextValues } from './form.js';
import { attributeOf, childOf, childrenOf, localName } from './local-name.js';
import { readControls, repeatPaths } from './read-controls.js';

/**
 * Reads an XForm into its model. What is no form at all is refused; what a bind or a control leads to and is not there is
 * reported.
 */
export function readForm({ root: html }: XmlDocument, diagnostics: Diagnostics): Form | undefined {
  const refuse = (message: string, at: XmlElement, hint?: string) => {
    diagnostics.error('no-form', message, at.tag, hint);
    return undefined;
  };
  const head = childOf(html, 'head');
  const body = childOf(html, 'body');
  const model = head && childOf(head, 'model');
  if (!model || !body) return refuse('This is no XForm', html, 'it has <h:head> with a <model>, and a <h:body>');
  const [primary, ...others] = childrenOf(model, 'instance');
  const data = primary && elementsOf(primary)[0];
  if (!data) return refuse('The form has no instance, so there is nothing to fill in', primary ?? model);
  const repeats = repeatPaths(body, data);
  const { root, nodes } = buildNodes(data, repeats);
  readBinds(model, nodes, diagnostics);
  readPresets(model, nodes);
  reportEvents(html, diagnostics);
  const { itext, languages } = readItext(model);
  const instances = [...(attributeOf(primary, 'id') ? [primary] : []), ...others];
  const title = childOf(head, 'title');
  return {
    title: (title && textOf(title).trim().replace(/\s+/g, ' ')) || localName(data),
    data,
    root,
    nodes,
    instances: new Map(instances.map((instance) => [attributeOf(instance, 'id')?.value ?? '', instance])),
    itext,
    languages,
    controls: readControls(body, nodes, root, diagnostics),
  };
}

function readBinds(model: XmlElement, nodes: ReadonlyMap<string, FormNode>, diagnostics: Diagnostics): void {
  for (const bind of childrenOf(model, 'bind')) {
    const nodeset = attributeOf(bind, 'nodeset') ?? attributeOf(bind, 'ref');
    const path = nodeset && pathWithoutPositions(nodeset.value);
    const node = path === undefined ? undefined : nodes.get(path);
    if (!node) {
      const hint = path === undefined ? undefined : didYouMean(path, nodes.keys());
      diagnostics.warning(
        'unknown-node',
        `'${path ?? ''}' is not a node of the form`,
        nodeset?.slice ?? bind.tag,
        hint,
      );
    } else node.bind = mergeBinds(node.bind, readBind(bind));
  }
}

function readBind(element: XmlElement): Bind {
  const slice = (name: string) => {
    const attribute = attributeOf(element, name);
    return attribute && attribute.value.trim() !== '' ? attribute.slice : undefined;
  };
  return {
    type: attributeOf(element, 'type')?.value.trim() ?? '',
    relevant: slice('relevant'),
    required: slice('required'),
    requiredMessage: slice('requiredMsg'),
    constraint: slice('constraint'),
    constraintMessage: slice('constraintMsg'),
    readonly: slice('readonly'),
    calculate: slice('calculate'),
    preload: slice('preload'),
    preloadParameter: attributeOf(element, 'preloadParams')?.value,
  };
}

/** Two binds of a node say more of it; what both say, the later one says. */
function mergeBinds(first: Bind | undefined, second: Bind): Bind {
  if (!first) return second;
  const said = Object.entries(second).filter(([, value]) => value !== undefined && value !== '');
  return { ...first, ...Object.fromEntries(said) };
}

/** What is put in when the form is begun. */
function readPresets(model: XmlElement, nodes: ReadonlyMap<string, FormNode>): void {
  for (const action of childrenOf(model, 'setvalue')) {
    const node = nodes.get(
      pathWithoutPositions((attributeOf(action, 'ref') ?? attributeOf(action, 'bind'))?.value ?? ''),
    );
    if (!node || !isPreset(action)) continue;
    node.preset = { expression: attributeOf(action, 'value')?.slice, text: textOf(action) };
  }
}

function isPreset(action: XmlElement): boolean {
  const events = attributeOf(action, 'event')?.value.split(/\s+/) ?? [];
  return localName(action) === 'setvalue' && events.some((event) => FIRST.has(event));
}

/** What happens while a form is filled in, explains it, or hides it from others. */
function reportEvents(element: XmlElement, diagnostics: Diagnostics): void {
  for (const child of elementsOf(element)) {
    const name = localName(child);
    if (name === 'submission' && attributeOf(child, 'base64RsaPublicKey'))
      diagnostics.warning('not-imported', 'Answers are not encrypted as in the form', child.tag);
    if (EVENTS.has(name) && !isPreset(child))
      diagnostics.warning('not-imported', `<${child.name}> has no counterpart in a dialog`, child.tag);
    if (name !== 'instance' && name !== 'itext') reportEvents(child, diagnostics);
  }
}

const EVENTS: ReadonlySet<string> = new Set(['setvalue', 'setgeopoint', 'recordaudio', 'action', 'help', 'alert']);

const FIRST: ReadonlySet<string> = new Set(['odk-instance-first-load', 'xforms-ready', 'odk-instance-load']);

function readItext(model: XmlElement): Pick<Form, 'itext' | 'languages'> {
  const texts = new Map<string, Map<string, readonly XmlElement[]>>();
  const itext = childOf(model, 'itext');
  const translations = itext ? childrenOf(itext, 'translation') : [];
  const first = translations.find((each) => attributeOf(each, 'default') !== undefined);
  const ordered = first ? [first, ...translations.filter((each) => each !== first)] : translations;
  const nameOf = (translation: XmlElement) => attributeOf(translation, 'lang')?.value.trim() ?? '';
  for (const translation of ordered) {
    for (const text of childrenOf(translation, 'text')) {
      const id = attributeOf(text, 'id')?.value ?? '';
      const known = texts.get(id) ?? new Map<string, readonly XmlElement[]>();
      texts.set(id, known.set(nameOf(translation), childrenOf(text, 'value')));
    }
  }
  const all: ReadonlyMap<string, ItextValues> = texts;
  return { itext: all, languages: [...new Set(ordered.map(nameOf))] };
}

/** `/data/person[1]/name` and `/data/person/name` are one node of the form. */
function pathWithoutPositions(path: string): string {
  return path
    .replace(/\[[^\]]*\]/g, '')
    .split('/')
    .map((step) => localName({ name: step.trim() }))
    .join('/');
}
