import { type AttributeType, AttributeType as attributeTypes } from '../contract.js';
import type { DocumentElement } from '../documents/document-element.js';
import type { Problems } from '../documents/problems.js';
import { humanise } from '../model/humanise.js';
import type { AttributeModel } from '../model/model.js';
import { coerce } from '../values/coerce.js';
import { brokenLimit, TYPE_WORDS } from '../values/limits.js';

const SIZED: readonly AttributeType[] = ['string', 'text', 'email', 'phone', 'url', 'binary'];
const SEARCHED: readonly AttributeType[] = ['string', 'text', 'email', 'phone', 'url'];

/**
 * Reads `<attr>`; its check is compiled when all attributes are known. One whose declaration is wrong exists all the same,
 * broken: else all that names it would be reported, too.
 */
export function readAttributeModel(element: DocumentElement, problems: Problems): AttributeModel {
  const type = attributeTypes.safeParse(element.text('type')).data;
  if (type === undefined) return brokenAttribute(element);
  const name = element.text('name');
  const id = element.optional('id');
  const size = element.count('size', 1, problems);
  const precision = element.count('precision', 1, problems);
  const digits = element.count('scale', 0, problems);
  const scale = digits ?? (type === 'decimal' ? 0 : undefined);
  const values = element.optional('values')?.split(' ');
  refuseForeignFacets(element, type, problems);
  if (type === 'enum' && values === undefined) {
    problems.error('missing-attribute', `The enum '${name}' needs its codes`, element.place, 'add values="…"');
  }
  const tooLong = precision !== undefined && scale !== undefined && scale > precision;
  if (tooLong) {
    problems.error('bad-value', `scale ${scale} is more than precision ${precision}`, element.at('scale'));
  }
  const attribute: AttributeModel = {
    kind: 'attribute',
    name,
    label: element.optional('label') ?? humanise(name),
    type,
    required: element.flag('required'),
    search: element.flag('search'),
    ...(id === undefined ? {} : { id }),
    ...(size === undefined ? {} : { size }),
    ...(precision === undefined ? {} : { precision }),
    ...(scale === undefined ? {} : { scale }),
    ...(values === undefined ? {} : { values }),
  };
  const unread = Object.entries({ size, precision, scale: digits }).some(
    ([facet, value]) => value === undefined && element.slice(facet) !== undefined,
  );
  if (unread || tooLong || (type === 'enum' && values === undefined)) return { ...attribute, broken: true };
  const preset = readDefault(element, attribute, problems);
  return preset === undefined ? attribute : { ...attribute, default: preset };
}

/** An attribute of which no more is known than its name. */
export function brokenAttribute(element: DocumentElement): AttributeModel {
  const name = element.text('name');
  const required = element.flag('required');
  return { kind: 'attribute', name, label: humanise(name), type: 'json', required, search: false, broken: true };
}

function refuseForeignFacets(element: DocumentElement, type: AttributeType, problems: Problems): void {
  const refuse = (facet: string, allowed: boolean) => {
    if (allowed || element.slice(facet) === undefined) return;
    problems.error('misplaced-attribute', `${facet} has no meaning for type ${type}`, element.at(facet));
  };
  refuse('size', SIZED.includes(type));
  refuse('precision', type === 'decimal');
  refuse('scale', type === 'decimal');
  refuse('values', type === 'enum');
  refuse('search', SEARCHED.includes(type) || !element.flag('search'));
  const computed = element.slice('formula') !== undefined;
  if (computed) {
    for (const facet of ['default', 'check', 'required', 'search']) {
      if (element.slice(facet) === undefined || element.text(facet) === 'false') continue;
      problems.error('misplaced-attribute', `${facet} has no meaning for what is computed`, element.at(facet));
    }
  }
  refuse('formula', type !== 'binary' && type !== 'json');
  refuse('default', computed || (type !== 'binary' && type !== 'json'));
}

function readDefault(
  element: DocumentElement,
  attribute: AttributeModel,
  problems: Problems,
): string | number | boolean | undefined {
  const text = element.optional('default');
  if (text === undefined || attribute.type === 'binary' || attribute.type === 'json') return undefined;
  const written = attribute.type === 'boolean' && /^(true|false)$/.test(text) ? text === 'true' : text;
  const value = coerce(attribute.type, written);
  if (value === undefined) {
    problems.error('bad-default', `'${text}' is not ${TYPE_WORDS[attribute.type]}`, element.at('default'));
    return undefined;
  }
  const broken = brokenLimit(attribute, value);
  if (broken !== undefined) problems.error('bad-default', `'${text}' ${broken.message}`, element.at('default'));
  return typeof value === 'object' ? undefined : value;
}
