import {
  type CompiledExpression,
  compileExpression,
  didYouMean,
  type Scope,
  type SourceSlice,
  types,
} from '@caruso/language';
import { isPerson } from '../consent/read-consent.js';
import type { DocumentElement } from '../documents/document-element.js';
import type { Problems } from '../documents/problems.js';
import { readDedupe } from '../duplicates/read-dedupe.js';
import { readErasure } from '../erasure/read-erasure.js';
import { readKept } from '../history/read-kept.js';
import { humanise } from '../model/humanise.js';
import type { AttributeModel, LinkModel, ObjectModel } from '../model/model.js';
import { attributeScope } from './attribute-scope.js';
import { compileFormula, formulaScopes } from './compile-formula.js';
import { compileTitle } from './compile-title.js';
import { brokenAttribute, readAttributeModel } from './read-attribute-model.js';
import { readUnique } from './read-unique.js';

const NAME = /^[A-Za-z][A-Za-z0-9]*$/;
const MEMBER_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Names of the contracts and words of the expression language, which no member may have. */
export const RESERVED_NAMES = [
  'key',
  'version',
  'or',
  'and',
  'not',
  'in',
  'lt',
  'le',
  'gt',
  'ge',
  'true',
  'false',
  'null',
];

interface Draft {
  readonly element: DocumentElement;
  readonly name: string;
  readonly attributes: Map<string, AttributeModel>;
  readonly links: Map<string, LinkModel>;
  readonly members: Map<string, DocumentElement>;
}

/** Reads `<object>` elements of all files into object types; what is wrong is reported, and left out or read leniently. */
export function readObjects(elements: readonly DocumentElement[], problems: Problems): Map<string, ObjectModel> {
  const drafts = new Map<string, Draft>();
  for (const element of elements) {
    const name = element.text('name');
    if (name === '') continue;
    if (!NAME.test(name)) {
      problems.error('bad-name', `'${name}' cannot name an object`, element.at('name'), 'use letters and digits');
    }
    if (drafts.has(name)) problems.error('duplicate-name', `There are two objects '${name}'`, element.at('name'));
    else drafts.set(name, readMembers(element, name, problems));
  }
  for (const draft of drafts.values()) checkLinks(draft, drafts, problems);
  compileFormulas(drafts, problems);
  return new Map([...drafts].map(([name, draft]) => [name, finish(draft, drafts, problems)]));
}

/** Formulas look at linked objects, so all have to be known. */
function compileFormulas(drafts: ReadonlyMap<string, Draft>, problems: Problems): void {
  const scopes = formulaScopes(drafts);
  const sliceOf = (object: string, attribute: string) => drafts.get(object)?.members.get(attribute)?.slice('formula');
  const isComputed = (object: string, attribute: string) => sliceOf(object, attribute) !== undefined;
  for (const draft of drafts.values()) {
    for (const attribute of draft.attributes.values()) {
      const slice = sliceOf(draft.name, attribute.name);
      if (slice === undefined || attribute.broken) continue;
      const formula = compileFormula(slice, draft, attribute, drafts, scopes, isComputed, problems);
      draft.attributes.set(attribute.name, {
        ...attribute,
        ...(formula === undefined ? { broken: true } : { formula }),
      });
    }
  }
}

function readMembers(element: DocumentElement, name: string, problems: Problems): Draft {
  const draft: Draft = { element, name, attributes: new Map(), links: new Map(), members: new Map() };
  for (const member of element.children()) {
    const memberName = member.text('name');
    if (memberName === '') continue;
    if (!MEMBER_NAME.test(memberName) || RESERVED_NAMES.includes(memberName)) {
      const hint = RESERVED_NAMES.includes(memberName) ? 'this word is reserved' : 'use letters, digits and _';
      problems.error('bad-name', `'${memberName}' cannot name an attribute or a link`, member.at('name'), hint);
    }
    if (draft.members.has(memberName)) {
      problems.error('duplicate-name', `'${name}' has two members '${memberName}'`, member.at('name'));
      continue;
    }
    draft.members.set(memberName, member);
    if (member.name === 'link') draft.links.set(memberName, readLink(member, memberName));
    else if (member.name === 'attr') draft.attributes.set(memberName, readAttributeModel(member, problems));
    // An element with a misspelt name is reported as such; what it would declare exists all the same.
    else if (member.slice('to') !== undefined) draft.links.set(memberName, readLink(member, memberName, true));
    else draft.attributes.set(memberName, brokenAttribute(member));
  }
  return draft;
}

function readLink(element: DocumentElement, name: string, misspelt = false): LinkModel {
  const inverse = element.optional('inverse');
  const id = element.optional('id');
  const broken = misspelt || !['', 'true', 'false'].includes(element.text('many'));
  return {
    kind: 'link',
    name,
    label: element.optional('label') ?? humanise(name),
    to: element.text('to'),
    many: element.flag('many'),
    required: element.flag('required'),
    ...(id === undefined ? {} : { id }),
    ...(inverse === undefined ? {} : { inverse }),
    ...(broken ? { broken } : {}),
  };
}

function checkLinks({ name, links, members }: Draft, drafts: ReadonlyMap<string, Draft>, problems: Problems): void {
  for (const link of links.values()) {
    const element = members.get(link.name);
    if (element === undefined || link.to === '' || link.broken) continue;
    const target = drafts.get(link.to);
    if (target === undefined) {
      const hint = didYouMean(link.to, drafts.keys());
      problems.error('unknown-object', `There is no object '${link.to}'`, element.at('to'), hint);
      continue;
    }
    if (!link.many && (target.element.optional('key') ?? '') === '') {
      const message = `'${link.to}' has no key, so no link can lead to one of it`;
      problems.error('no-key', message, element.at('to'));
    }
    if (link.many && link.required) {
      problems.error('misplaced-attribute', 'A link to many objects cannot be required', element.at('required'));
    }
    if (link.inverse === undefined) {
      const hint = `add inverse="…" with the link of '${link.to}' that leads back`;
      if (link.many)
        problems.error('missing-inverse', `'${link.name}' leads to many and needs its inverse`, element.place, hint);
      continue;
    }
    const back = target.links.get(link.inverse);
    if (back === undefined) {
      const hint = didYouMean(link.inverse, target.links.keys());
      problems.error('unknown-inverse', `'${link.to}' has no link '${link.inverse}'`, element.at('inverse'), hint);
    } else if (back.broken || !drafts.has(back.to)) {
    } else if (back.to !== name) {
      problems.error(
        'wrong-inverse',
        `'${link.to}.${back.name}' leads to '${back.to}', not to '${name}'`,
        element.at('inverse'),
      );
    } else if (back.many === link.many) {
      const message = `'${name}.${link.name}' and '${link.to}.${back.name}' must be a link to one and a link to many`;
      problems.error('wrong-inverse', message, element.at('inverse'));
    } else if (back.inverse !== undefined && back.inverse !== link.name) {
      problems.error(
        'wrong-inverse',
        `'${link.to}.${back.name}' says its inverse is '${back.inverse}'`,
        element.at('inverse'),
      );
    }
  }
}

function finish(
  { element, name, attributes, links, members }: Draft,
  drafts: ReadonlyMap<string, Draft>,
  problems: Problems,
): ObjectModel {
  const key: string[] = [];
  for (const slice of element.names('key')) {
    const link = links.get(slice.value);
    if (link?.many) problems.error('bad-key', `'${slice.value}' leads to many objects`, slice);
    else if (attributes.has(slice.value) || link !== undefined) key.push(slice.value);
    else {
      const hint = didYouMean(slice.value, [...attributes.keys(), ...links.keys()]);
      problems.error('unknown-attribute', `'${name}' has no attribute '${slice.value}' for its key`, slice, hint);
    }
    const { type, broken, formula } = attributes.get(slice.value) ?? {};
    if (broken) continue;
    if (formula !== undefined) problems.error('bad-key', 'What is computed cannot be a key', slice);
    if (type === 'binary' || type === 'json' || type === 'double' || type === 'boolean') {
      problems.error('bad-key', `A ${type} cannot be a key`, slice);
    }
  }
  const scope = attributeScope(attributes.values(), links.values());
  for (const attribute of attributes.values()) {
    const check = compileChecks(members.get(attribute.name)?.slices('check'), scope, problems);
    if (check !== undefined) attributes.set(attribute.name, { ...attribute, check });
  }
  const check = compileChecks(element.slices('check'), scope, problems);
  const isErased = (object: string) => drafts.get(object)?.element.slice('erase') !== undefined;
  const erasure = readErasure(element, { name, key, attributes, links }, members, isErased, problems);
  const history = readKept(element, members, key, problems);
  return {
    name,
    label: element.optional('label') ?? humanise(name),
    key,
    unique: readUnique(element, { name, attributes, links }, problems),
    dedupe: readDedupe(element, { name, attributes, links }, problems),
    title: compileTitle(element.slice('title'), scope, problems),
    attributes,
    links,
    presentation: {},
    ...(check === undefined ? {} : { check }),
    ...(history === undefined ? {} : { history }),
    ...(erasure === undefined ? {} : { erasure }),
    ...(isPerson(element, key, problems) ? { person: true } : {}),
  };
}

/** The checks of an element and of those that it refines, as one. */
function compileChecks(
  slices: readonly SourceSlice[] = [],
  scope: Scope,
  problems: Problems,
): CompiledExpression | undefined {
  const checks = slices.flatMap((slice) => {
    const compiled = compileExpression(slice, scope, types.yesno);
    if (compiled.ok) return [compiled];
    problems.add(compiled.diagnostics);
    return [];
  });
  const [first, ...more] = checks;
  return first && more.reduce(both, first);
}

function both(left: CompiledExpression, right: CompiledExpression): CompiledExpression {
  const { start, end } = left.expression;
  return {
    ok: true,
    text: `${left.text} and ${right.text}`,
    expression: { kind: 'binary', operator: 'and', left: left.expression, right: right.expression, start, end },
    type: types.yesno,
    names: [...new Set([...left.names, ...right.names])],
    evaluate: (...given) => left.evaluate(...given) === true && right.evaluate(...given) === true,
  };
}
