import type { DocumentElement } from '../documents/document-element.js';
import type { Problems } from '../documents/problems.js';
import { applyOverlay, type ModelParts } from './apply-overlay.js';
import { extendObjects } from './extend-objects.js';
import { findBase } from './find-base.js';
import type { ModelDocuments, ModelRelease } from './model-documents.js';

/** A model together with all it builds on. */
export interface ComposedModel extends ModelParts {
  /** Roles and grants. */
  readonly permissions: readonly DocumentElement[];
  /** Purposes of consents. */
  readonly purposes: readonly DocumentElement[];
  /** `<consent>` elements, the model's own first. */
  readonly consents: readonly DocumentElement[];
  /** Whether nothing is missing because a document could not be read or found. */
  readonly complete: boolean;
  /** The models it builds on, the nearest one first. */
  readonly bases: readonly { readonly name: string; readonly version: string }[];
}

/**
 * Puts a model together with the one it builds on (`extends`), and that with its own: objects of the base, what the model
 * adds to them, its own objects, its views in place of those of the base, and its overlays over all of it. Mappings take no
 * part: each company writes its own.
 *
 * @param library all releases that can be built upon; looked at only when something is built upon
 */
export function composeModel(
  documents: ModelDocuments,
  library: Iterable<ModelRelease>,
  problems: Problems,
): ComposedModel {
  return compose(documents, library, problems, []);
}

function compose(
  { roots, main, complete }: ModelDocuments,
  library: Iterable<ModelRelease>,
  problems: Problems,
  around: readonly string[],
): ComposedModel {
  const base = composeBase(roots, library, problems, [...around, main?.text('model') ?? '']);
  if (!base.complete) return base;
  const parts = (name: string) => roots.flatMap((root) => root.children(name));
  const added = parts('objects').flatMap((part) => part.children('object', 'extend'));
  const own = parts('presentation').flatMap((part) => part.children('list', 'form', 'detail'));
  const isReplaced = (view: DocumentElement) =>
    own.some((each) => each.name === view.name && each.text('object') === view.text('object'));
  const composed: ModelParts = {
    objects: extendObjects(base.objects, added, problems),
    views: [...base.views.filter((view) => !isReplaced(view)), ...own],
  };
  const rules = parts('permissions').flatMap((part) => part.children());
  const isRegranted = (inherited: DocumentElement) => rules.some((own) => replaces(own, inherited));
  const permissions = [...base.permissions.filter((inherited) => !isRegranted(inherited)), ...rules];
  const asked = parts('consent').flatMap((part) => part.children('purpose'));
  const isAskedAnew = (inherited: DocumentElement) => asked.some((own) => own.text('name') === inherited.text('name'));
  const purposes = [...base.purposes.filter((inherited) => !isAskedAnew(inherited)), ...asked];
  const overlaid = parts('overlay').reduce((before, overlay) => applyOverlay(before, overlay, problems), composed);
  const consents = [...parts('consent'), ...base.consents];
  return { ...overlaid, permissions, purposes, consents, complete, bases: base.bases };
}

/** A model's own grants for a role and an object take the place of those that it inherits. */
function replaces(own: DocumentElement, inherited: DocumentElement): boolean {
  if (own.name !== inherited.name) return false;
  if (own.name === 'role') return own.text('name') === inherited.text('name');
  const roles = own.names('role').map(({ value }) => value);
  return (
    own.text('object') === inherited.text('object') &&
    inherited.names('role').some(({ value }) => roles.includes(value))
  );
}

const NOTHING: ComposedModel = {
  objects: [],
  views: [],
  permissions: [],
  purposes: [],
  consents: [],
  complete: true,
  bases: [],
};

function composeBase(
  roots: readonly DocumentElement[],
  library: Iterable<ModelRelease>,
  problems: Problems,
  around: readonly string[],
): ComposedModel {
  const root = roots.find((each) => each.slice('extends'));
  if (root === undefined) return NOTHING;
  const lost = { ...NOTHING, complete: false };
  const name = root.text('extends').trim().split('@')[0] ?? '';
  if (around.includes(name)) {
    const circle = [...around.slice(around.indexOf(name)), name].join(' extends ');
    problems.error('cyclic-extends', `${circle}, which is a circle`, root.at('extends'), 'take one of them out');
    return lost;
  }
  const documents = findBase(root, library, problems);
  if (documents === undefined) return lost;
  const base = compose(documents, library, problems, around);
  const version = documents.main?.text('version') ?? '';
  return { ...base, bases: [{ name, version }, ...base.bases] };
}
