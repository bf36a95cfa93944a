import type { XmlElement } from '@caruso/language';
import { channels, formula, word } from './read-attribute.js';
import type { Run, Wording } from './script.js';

/** Reads a `text` or `hint`. */
export function readWording(element: XmlElement): Wording {
  return {
    lang: word(element, 'lang'),
    on: channels(element),
    when: formula(element, 'when'),
    runs: readRuns(element),
    at: element.tag,
  };
}

/** Reads the plain content of an `option`: its label in the script's own language. */
export function readLabel(element: XmlElement): Wording | undefined {
  const runs = readRuns(element, (name) => name === 'b' || name === 'i' || name === 'br');
  const empty = runs.every((run) => 'template' in run && run.template.value.trim() === '');
  return empty ? undefined : { lang: undefined, on: undefined, when: undefined, runs, at: element.tag };
}

function readRuns(
  element: XmlElement,
  accepts: (name: string) => boolean = () => true,
  style = { bold: false, italic: false },
): Run[] {
  return element.children.flatMap((child): Run[] => {
    if (child.kind === 'text') return [{ template: child.slice, ...style }];
    if (!accepts(child.name)) return [];
    if (child.name === 'br') return [{ lineBreak: true }];
    const inner = { bold: style.bold || child.name === 'b', italic: style.italic || child.name === 'i' };
    return readRuns(child, accepts, inner);
  });
}
