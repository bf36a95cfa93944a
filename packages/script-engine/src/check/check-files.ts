import { type Diagnostics, didYouMean, elementsOf, type SourceSlice, type XmlElement } from '@caruso/language';
import { LARGEST_FILE } from '../contract.js';
import { parseSize } from '../file/file-size.js';
import { KNOWN_MEDIA_TYPES } from '../file/media-types.js';

/** Checks what questions say of the files that they take. */
export function checkFiles(element: XmlElement, diagnostics: Diagnostics): void {
  if (element.name === 'question') checkQuestion(element, diagnostics);
  for (const child of elementsOf(element)) checkFiles(child, diagnostics);
}

function checkQuestion({ attributes }: XmlElement, diagnostics: Diagnostics): void {
  const type = attributes.get('type')?.value.trim() ?? '';
  const [accept, maxsize] = [attributes.get('accept')?.slice, attributes.get('maxsize')?.slice];
  if (type !== 'file') {
    for (const [name, slice] of Object.entries({ accept, maxsize }))
      if (slice)
        diagnostics.error('no-file', `A question of type ${type} takes no '${name}'`, slice, 'use type="file"');
    return;
  }
  if (accept) checkTypes(accept, diagnostics);
  const bytes = maxsize && parseSize(maxsize.value);
  if (maxsize && (bytes === undefined || bytes > LARGEST_FILE))
    diagnostics.error(
      'bad-value',
      `'${maxsize.value}' is no size of a file`,
      maxsize,
      'such as 500kB or 5MB; 10MB at most',
    );
}

function checkTypes(accept: SourceSlice, diagnostics: Diagnostics): void {
  const types = accept.value.split(/\s+/).filter((type) => type !== '');
  const unknown = types.find((type) => !KNOWN_MEDIA_TYPES.includes(type));
  if (unknown === undefined && types.length > 0) return;
  const hint = didYouMean(unknown ?? '', KNOWN_MEDIA_TYPES) ?? `those are ${KNOWN_MEDIA_TYPES.join(', ')}`;
  diagnostics.error('bad-value', `'${unknown ?? ''}' is no type of files whose content can be checked`, accept, hint);
}
