import { nearest } from '@caruso/language';
import type { DocumentElement } from '../documents/document-element.js';
import type { Problems } from '../documents/problems.js';
import { type Address, parseAddress, partName } from './address.js';
import { patchNode } from './patch-node.js';

/** What a model consists of, as elements of its documents. */
export interface ModelParts {
  readonly objects: readonly DocumentElement[];
  /** Lists, forms and details. */
  readonly views: readonly DocumentElement[];
}

/**
 * Applies the patches of an overlay in their order. Where a patch leads to something that is not there (any more) it is
 * left out with a warning, so that the next version of a base model never keeps a company from starting.
 */
export function applyOverlay(parts: ModelParts, overlay: DocumentElement, problems: Problems): ModelParts {
  problems.overlay(overlay.extent);
  return overlay.children('patch').reduce((before, patch) => applyPatch(before, patch, problems), parts);
}

function applyPatch(parts: ModelParts, patch: DocumentElement, problems: Problems): ModelParts {
  const text = patch.text('at');
  const address = parseAddress(text);
  if (address === undefined) {
    const hint = 'write object:Customer, attr:Customer.name, form:Customer or form:Customer/section:Privacy';
    if (text !== '') problems.error('bad-value', `'${text}' is no address`, patch.at('at'), hint);
    return parts;
  }
  const site = siteOf(parts, address);
  const target = site.elements.find((element) => site.nameOf(element) === site.wanted);
  if (target === undefined) {
    const near = nearest(site.wanted, site.elements.map(site.nameOf));
    const hint =
      near === undefined ? 'take the patch out, or lead it elsewhere' : `did you mean '${site.before}${near}'?`;
    problems.warning('lost-target', `There is no ${text.trim()} to change`, patch.at('at'), hint);
    return parts;
  }
  const patched = patchNode(target, patch, problems);
  return site.replace(target, patched === undefined ? [] : [patched]);
}

/** Where an addressed element lies: what lies beside it, and how they are told apart. */
interface Site {
  readonly elements: readonly DocumentElement[];
  readonly wanted: string;
  /** What stands before the wanted name in an address. */
  readonly before: string;
  nameOf(element: DocumentElement): string;
  replace(element: DocumentElement, by: readonly DocumentElement[]): ModelParts;
}

function siteOf(parts: ModelParts, { kind, object, member, part }: Address): Site {
  const isView = kind === 'list' || kind === 'form' || kind === 'detail';
  const name = isView ? kind : 'object';
  const all = isView ? parts.views : parts.objects;
  const put = (elements: readonly DocumentElement[]): ModelParts =>
    isView ? { ...parts, views: elements } : { ...parts, objects: elements };
  const top: Site = {
    elements: all.filter((element) => element.name === name),
    wanted: object,
    before: `${kind}:`,
    nameOf: (element) => element.text(isView ? 'object' : 'name'),
    replace: (element, by) => put(swap(all, element, by)),
  };
  const around = top.elements.find((element) => top.nameOf(element) === object);
  if (around === undefined || (member === undefined && part === undefined)) return top;
  const inner = part?.kind ?? kind;
  const children = around.children();
  return {
    elements: children.filter((child) => child.name === inner),
    wanted: part?.name ?? member ?? '',
    before: part === undefined ? `${kind}:${object}.` : `${kind}:${object}/${inner}:`,
    nameOf: (element) => (part === undefined ? element.text('name') : partName(element)),
    replace: (element, by) => top.replace(around, [around.withChildren(swap(children, element, by))]),
  };
}

function swap(all: readonly DocumentElement[], element: DocumentElement, by: readonly DocumentElement[]) {
  return all.flatMap((each) => (each === element ? by : [each]));
}
