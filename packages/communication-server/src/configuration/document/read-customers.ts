import { elementsOf, type XmlElement } from '@caruso/language';
import type { CustomerDefinition } from '../../customers/customer-definition.js';
import { present } from '../../present.js';
import { listOf, placeOf, textOf, type Values } from './values.js';

/** Reads where customers are found; a document says it once. */
export function readCustomers(values: Values, root: XmlElement): CustomerDefinition | undefined {
  const [element, ...others] = elementsOf(root, 'customers');
  for (const other of others) values.diagnostics.error('duplicate-name', 'There is another <customers>', other.tag);
  if (!element) return undefined;
  const countryCode = values.optional(element, 'country-code');
  if (countryCode !== undefined && !/^[1-9]\d{0,2}$/.test(countryCode))
    values.diagnostics.error(
      'bad-number',
      `'${countryCode}' is no code of a country`,
      placeOf(element, 'country-code'),
      'digits without + or 0, such as 49',
    );
  const list = (name: string) => (element.attributes.has(name) ? listOf(element, name) : undefined);
  return {
    object: textOf(element, 'object'),
    ...present({ phones: list('phones'), mails: list('mails'), countryCode, owner: values.optional(element, 'owner') }),
  };
}
