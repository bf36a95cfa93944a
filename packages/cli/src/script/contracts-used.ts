import { elementsOf, readXml, type XmlElement } from '@caruso/language';

/** The names of the contracts a script calls: of `service="billing.tariffs"` the part before the last dot. */
export function contractsUsed(text: string, file: string): readonly string[] {
  const names = new Set<string>();
  const visit = (element: XmlElement): void => {
    const service = element.attributes.get('service')?.value;
    if (service !== undefined) names.add(service.slice(0, Math.max(0, service.lastIndexOf('.'))));
    elementsOf(element).forEach(visit);
  };
  visit(readXml(text, file).root);
  return [...names];
}
