import { elementsOf, type NewElement, type XmlDocument, type XmlElement } from '@caruso/language';

/** An element as it is put in first: with everything it must have, under ids and names not used yet. */
export function newItem(document: XmlDocument, name: string): NewElement {
  const id = (stem: string) => freeId(document, stem);
  const text = (words: string): NewElement => ({ name: 'text', text: words });
  const target = () => firstId(document.root, 'end') ?? firstId(document.root) ?? 'end';
  switch (name) {
    case 'question':
      return { name, attributes: { id: id('question'), type: 'text' }, children: [text('New question?')] };
    case 'info':
      return { name, attributes: { id: id('info') }, children: [text('New information.')] };
    case 'end':
      return { name, attributes: { id: id('end'), outcome: 'done' }, children: [text('Goodbye.')] };
    case 'section':
      return { name, attributes: { id: id('section') } };
    case 'lookup':
      return {
        name,
        attributes: { id: id('lookup'), service: '', into: id('found') },
        children: [{ name: 'failed' }],
      };
    case 'do':
      return { name, attributes: { id: id('do'), service: '' }, children: [{ name: 'failed' }] };
    case 'call':
      return { name, attributes: { id: id('call'), script: '' } };
    case 'let':
      return { name, attributes: { name: id('value'), value: 'null' } };
    case 'branch':
      return {
        ...{ name, attributes: { id: id('branch'), title: 'New branch' } },
        children: [{ name: 'info', attributes: { id: id('info') }, children: [text('New information.')] }],
      };
    case 'go':
      return { name, attributes: { to: target() } };
    case 'option':
      return { name, attributes: { value: id('option') }, text: 'New option' };
    case 'check':
      return { name, attributes: { test: 'true' }, children: [text('That cannot be.')] };
    case 'text':
      return text('New text.');
    case 'hint':
      return { name, text: 'New hint.' };
    case 'with':
      return { name, attributes: { name: id('argument'), value: 'null' } };
    case 'input':
      return { name, attributes: { name: id('input') } };
    case 'undo':
      return { name, attributes: { service: '' } };
    case 'title':
      return { name, attributes: { lang: 'en' }, text: 'New title' };
    case 'retry':
      return { name, attributes: { on: 'silence' }, children: [text('Are you still there?')] };
    default:
      return { name };
  }
}

function freeId(document: XmlDocument, stem: string): string {
  const used = new Set<string>();
  const visit = (element: XmlElement): void => {
    for (const name of ['id', 'name', 'value', 'into']) used.add(element.attributes.get(name)?.value ?? '');
    for (const child of elementsOf(element)) visit(child);
  };
  visit(document.root);
  let at = 1;
  while (used.has(`${stem}${at}`)) at += 1;
  return `${stem}${at}`;
}

function firstId(element: XmlElement, name?: string): string | undefined {
  for (const child of elementsOf(element)) {
    const id = child.attributes.get('id')?.value;
    if (id !== undefined && (name === undefined || child.name === name)) return id;
    const inner = firstId(child, name);
    if (inner !== undefined) return inner;
  }
  return undefined;
}
