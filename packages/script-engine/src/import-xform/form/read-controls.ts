import { type Diagnostics, didYouMean, elementsOf, type XmlElement } from '@caruso/language';
import type { Control, FormNode } from './form.js';
import { attributeOf, childrenOf, localName } from './local-name.js';

const CONTAINERS: ReadonlySet<string> = new Set(['group', 'repeat']);
const CONTROLS: ReadonlySet<string> = new Set([
  ...CONTAINERS,
  'input',
  'secret',
  'textarea',
  'select1',
  'select',
  'rank',
  'range',
  'trigger',
  'upload',
]);

/** The paths of the nodes that are repeated, with what the body says of their number. */
export function repeatPaths(body: XmlElement, data: XmlElement): ReadonlyMap<string, NonNullable<FormNode['repeat']>> {
  const found = new Map<string, NonNullable<FormNode['repeat']>>();
  const visit = (element: XmlElement, around: string): void => {
    const path = refPath(element, around) ?? around;
    if (localName(element) === 'repeat') {
      const count = attributeOf(element, 'count');
      const fixed = attributeOf(element, 'noAddRemove')?.value.trim() === 'true()';
      found.set(path, { count: count?.value.trim() ? count.slice : undefined, fixed });
    }
    for (const child of childrenOf(element, 'group', 'repeat')) visit(child, path);
  };
  visit(body, `/${localName(data)}`);
  return found;
}

/** Reads the controls of a form; those it does not know are reported. */
export function readControls(
  body: XmlElement,
  nodes: ReadonlyMap<string, FormNode>,
  root: FormNode,
  diagnostics: Diagnostics,
): readonly Control[] {
  const read = (element: XmlElement, around: string): Control[] => {
    const kind = localName(element);
    if (!CONTROLS.has(kind)) {
      if (!BESIDE.has(kind))
        diagnostics.warning('not-imported', `<${element.name}> has no counterpart in a dialog`, element.tag);
      return [];
    }
    const path = refPath(element, around);
    const node = path === undefined ? undefined : nodes.get(path);
    if (path !== undefined && !node) {
      const at = refOf(element)?.slice ?? element.tag;
      diagnostics.warning('unknown-node', `'${path}' is not a node of the form`, at, didYouMean(path, nodes.keys()));
      if (!CONTAINERS.has(kind)) return [];
    }
    const inside = CONTAINERS.has(kind) ? elementsOf(element) : [];
    return [{ element, kind, node, children: inside.flatMap((child) => read(child, path ?? around)) }];
  };
  return elementsOf(body).flatMap((element) => read(element, root.path));
}

/** What stands beside controls, and is read or reported elsewhere. */
const BESIDE: ReadonlySet<string> = new Set([
  'label',
  'hint',
  'help',
  'alert',
  'setvalue',
  'setgeopoint',
  'recordaudio',
  'action',
]);

function refOf(element: XmlElement) {
  return attributeOf(element, 'ref') ?? attributeOf(element, 'nodeset') ?? attributeOf(element, 'bind');
}

/** The path of the node a control is for; a relative one goes on from the group or repeat around. */
function refPath(element: XmlElement, around: string): string | undefined {
  const written = refOf(element)?.value.trim();
  if (!written) return undefined;
  const steps = written.startsWith('/') ? [] : around.split('/').slice(1);
  for (const step of written.replace(/\[[^\]]*\]/g, '').split('/')) {
    const name = localName({ name: step.trim() });
    if (name === '..') steps.pop();
    else if (name !== '' && name !== '.' && name !== 'current()') steps.push(name);
  }
  return `/${steps.join('/')}`;
}
