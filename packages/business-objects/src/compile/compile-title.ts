import { compileTemplate, parseTemplate, type Scope, type SourceSlice, types } from '@caruso/language';
import type { Problems } from '../documents/problems.js';
import type { ObjectModel } from '../model/model.js';
import { valueText } from '../values/value-text.js';

/** A title looks the same for everybody, so nothing in it depends on time, zone or language. */
const NEUTRAL = { now: 0, zone: 'UTC', locale: 'en' };

/**
 * Compiles the title of an object. Values are shown as they are written in the model (2024, not 2,024), because a title
 * identifies an object, whoever looks at it.
 */
export function compileTitle(slice: SourceSlice | undefined, scope: Scope, problems: Problems): ObjectModel['title'] {
  if (slice === undefined) return () => '';
  const plain = new Map([...scope].map(([name, type]) => [name, type.kind === 'yesno' ? type : types.text]));
  const template = compileTemplate(slice, plain);
  if (template.ok) return joinedTitle(slice, plain) ?? ((values) => template.render(values, NEUTRAL).trim());
  problems.add(template.diagnostics);
  return () => '';
}

/** Titles are made for every row that is read; one of texts and plain names needs nothing but joining them. */
function joinedTitle(slice: SourceSlice, scope: Scope): ObjectModel['title'] | undefined {
  const parsed = parseTemplate(slice);
  if (!parsed.ok) return undefined;
  const parts: { readonly text: string; readonly name?: string }[] = [];
  for (const part of parsed.parts) {
    if (part.kind === 'text') {
      parts.push({ text: part.text });
      continue;
    }
    const name = part.expression.value.trim();
    if (part.format !== undefined || scope.get(name)?.kind !== 'text') return undefined;
    parts.push({ text: '', name });
  }
  return (values) => {
    let title = '';
    for (const { text, name } of parts) title += name === undefined ? text : valueText(values[name] ?? '');
    return title.trim();
  };
}
