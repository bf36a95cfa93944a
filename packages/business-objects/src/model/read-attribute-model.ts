import { type AttributeType, AttributeType as attributeTypes } from '../contract.js';
import type { DocumentElement } from '../documents/document-element.js';
import type { Problems } from '../documents/problems.js';
import { coerce } from '../values/coerce.js';
import { brokenLimit, TYPE_WORDS } from '../values/limits.js';
import { humanise } from './humanise.js';
import type { AttributeModel } from './model.js';

const SIZED: readonly AttributeType[] = ['string', 'text', 'email', 'phone', 'url', 'binary'];
const SEARCHED: readonly AttributeType[] = ['string', 'text', 'email', 'phone', 'url'];

/** Reads `<attr>`; its check is compiled when all attributes are known. Undefined when it has no usable type. */
export function readAttributeModel(element: DocumentElement, problems: Problems): AttributeModel | undefined {
  const type = attributeTypes.safeParse(element.text('type')).data;
  const name = element.text('name');
  if (type === undefined || name === '') return undefined;
  const size = element.count('size', 1, problems);
  const precision = element.count('precision', 1, problems);
  const scale = element.count('scale', 0, problems) ?? (type === 'decimal' ? 0 : undefined);
  const values = element.optional('values')?.split(' ');
  refuseForeignFacets(element, type, problems);
  if (type === 'enum' && values === undefined) {
    problems.error('missing-attribute', `The enum '${name}' needs its codes`, element.place, 'add values="…"');
  }
  if (precision !== undefined && scale !== undefined && scale > precision) {
    problems.error('bad-value', `scale ${scale} is more than precision ${precision}`, element.at('scale'));
  }
  const attribute: AttributeModel = {
    kind: 'attribute',
    name,
    label: element.optional('label') ?? humanise(name),
    type,
    required: element.flag('required'),
    search: element.flag('search'),
    ...(size === undefined ? {} : { size }),
    ...(precision === undefined ? {} : { precision }),
    ...(scale === undefined ? {} : { scale }),
    ...(values === undefined ? {} : { values }),
  };
  const preset = readDefault(element, attribute, problems);
  return preset === undefined ? attribute : { ...attribute, default: preset };
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
  refuse('default', type !== 'binary' && type !== 'json');
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
