import { elementsOf, readXml, type XmlElement } from '@caruso/language';
import type { ModelSource } from '../compose/model-documents.js';
import type { Lost } from './lost-members.js';

/**
 * A model document without what is lost: its elements are blanked out, so that everything else keeps its place and what is
 * reported about it can be found.
 */
export function blankLost({ file, text }: ModelSource, lost: Lost): ModelSource {
  let blanked = text;
  const blank = ({ start, end }: XmlElement) => {
    blanked = blanked.slice(0, start) + blanked.slice(start, end).replace(/[^\r\n]/g, ' ') + blanked.slice(end);
  };
  const { root } = readXml(text, file);
  const owners = elementsOf(root, 'objects', 'mapping').flatMap((part) => elementsOf(part, 'object', 'extend', 'map'));
  for (const owner of owners) {
    const named = owner.attributes.get(owner.name === 'object' ? 'name' : 'object')?.value ?? '';
    const gone = lost.get(named);
    if (gone === 'all') blank(owner);
    else for (const { name, element } of membersOf(owner)) if (gone?.has(name)) blank(element);
  }
  return { file, text: blanked };
}

/** Attributes and links with their columns, also those in further tables. */
function membersOf(owner: XmlElement): readonly { readonly name: string; readonly element: XmlElement }[] {
  const naming: Readonly<Record<string, string>> = { attr: 'name', link: 'name', col: 'attr', join: 'link' };
  const nested = elementsOf(owner, 'side', 'extension').flatMap(membersOf);
  const own = elementsOf(owner, ...Object.keys(naming)).map((element) => {
    const name = element.attributes.get(naming[element.name] ?? '')?.value ?? '';
    return { name, element };
  });
  return [...own, ...nested];
}
