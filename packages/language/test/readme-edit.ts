import { applyChanges, insertElement, invertChanges, readXml } from '../src/index.js';

const before = `<map>
  <col attr="name"  column='KD_NAME'/> <!-- never empty -->
</map>`;
const document = readXml(before, 'mapping.xml');
const city = { name: 'col', attributes: { attr: 'city', column: 'KD_ORT' } };
const changes = insertElement(document, document.root, 1, city);
export const after = applyChanges(before, changes);
export const isUndone = applyChanges(after, invertChanges(before, changes)) === before; // true, to the last byte
