import { didYouMean, type SourceSlice } from '@caruso/language';
import type { DocumentElement } from '../documents/document-element.js';
import type { Problems } from '../documents/problems.js';
import { type NodeKind, partName } from './address.js';

/** What overlays may change: how objects are shown, never what they are. */
const PATCHABLE: Readonly<Record<NodeKind, { readonly texts: readonly string[]; readonly lists: readonly string[] }>> =
  {
    object: { texts: ['label'], lists: [] },
    attr: { texts: ['label'], lists: [] },
    link: { texts: ['label'], lists: [] },
    list: { texts: ['sort'], lists: ['columns', 'filters'] },
    form: { texts: [], lists: [] },
    detail: { texts: [], lists: [] },
    section: { texts: ['label'], lists: ['fields'] },
    panel: { texts: ['label'], lists: ['fields'] },
    tab: { texts: ['label'], lists: ['columns'] },
  };
const HOLDS: Readonly<Partial<Record<NodeKind, readonly string[]>>> = { form: ['section'], detail: ['panel', 'tab'] };

/**
 * The node as a patch leaves it; undefined when the patch takes it out. What can never be meant is an error; what only the
 * node at hand does not have is a warning, because another version of the base model may have had it.
 */
export function patchNode(
  node: DocumentElement,
  patch: DocumentElement,
  problems: Problems,
): DocumentElement | undefined {
  const kind = node.name as NodeKind;
  const attribute = patch.optional('attribute');
  const op = patch.text('op');
  if (attribute !== undefined) return patchAttribute(node, kind, attribute, patch, problems);
  if (op === 'add') return addParts(node, kind, patch, problems);
  if (op === 'remove' && !['object', 'attr', 'link'].includes(kind)) return undefined;
  const hint =
    op === 'remove' ? 'scripts may rely on it; leave it out of forms and lists instead' : 'add attribute="…"';
  problems.error('not-patchable', `${op} needs an attribute of <${kind}>`, patch.at('op'), hint);
  return node;
}

function patchAttribute(
  node: DocumentElement,
  kind: NodeKind,
  attribute: string,
  patch: DocumentElement,
  problems: Problems,
): DocumentElement {
  const { texts, lists } = PATCHABLE[kind];
  const op = patch.text('op');
  const value = patch.slice('value');
  const allowed = op === 'set' ? [...texts, ...lists] : lists;
  if (!allowed.includes(attribute)) {
    const hint =
      allowed.length === 0 ? undefined : (didYouMean(attribute, allowed) ?? `it can ${op} ${allowed.join(', ')}`);
    problems.error('not-patchable', `An overlay cannot ${op} ${attribute} of <${kind}>`, patch.at('attribute'), hint);
    return node;
  }
  if (value === undefined) {
    problems.error('missing-attribute', `${op} needs a value`, patch.at('op'), 'add value="…"');
    return node;
  }
  if (op === 'set') return node.withValue(attribute, value);
  const present = node.names(attribute);
  const given = patch.names('value');
  if (op === 'add') {
    const fresh = given.filter((slice) => !present.some((other) => other.value === slice.value));
    return node.withNames(
      attribute,
      insert(present, fresh, patch, ({ value: name }) => name, problems),
    );
  }
  for (const slice of given) {
    const names = present.map((each) => each.value);
    if (names.includes(slice.value)) continue;
    const message = `'${slice.value}' is not among the ${attribute} any more`;
    problems.warning('lost-target', message, slice, didYouMean(slice.value, names));
  }
  return node.withNames(
    attribute,
    present.filter((each) => !given.some((other) => other.value === each.value)),
  );
}

function addParts(node: DocumentElement, kind: NodeKind, patch: DocumentElement, problems: Problems): DocumentElement {
  const holds = HOLDS[kind] ?? [];
  const parts = patch.children();
  const misplaced = parts.filter((part) => !holds.includes(part.name));
  for (const part of misplaced) {
    problems.error('misplaced-element', `<${kind}> does not hold <${part.name}>`, part.place);
  }
  if (parts.length === 0) {
    const hint = holds.length === 0 ? 'add attribute="…"' : `put <${holds.join('> or <')}> into it`;
    problems.error('not-patchable', 'Nothing is added', patch.at('op'), hint);
  }
  const fresh = parts.filter((part) => !misplaced.includes(part));
  return node.withChildren(insert(node.children(), fresh, patch, (part) => `${part.name}:${partName(part)}`, problems));
}

/** Puts what is added before what the patch names, or at the end. */
function insert<Item extends SourceSlice | DocumentElement>(
  present: readonly Item[],
  added: readonly Item[],
  patch: DocumentElement,
  nameOf: (item: Item) => string,
  problems: Problems,
): Item[] {
  const before = patch.optional('before')?.trim();
  const index = before === undefined ? present.length : present.findIndex((item) => nameOf(item) === before);
  if (index >= 0) return [...present.slice(0, index), ...added, ...present.slice(index)];
  const hint = didYouMean(before ?? '', present.map(nameOf)) ?? 'it is added at the end';
  problems.warning('lost-target', `'${before}' is not there any more`, patch.at('before'), hint);
  return [...present, ...added];
}
