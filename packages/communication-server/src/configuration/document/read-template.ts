import { elementsOf, tokensOf, type XmlElement } from '@caruso/language';
import { present } from '../../present.js';
import type { AnswerTemplate } from '../../templates/answer-template.js';
import { isWritten } from '../queue-definition.js';
import { readFilledText } from './read-filled-text.js';
import { placeOf, textOf, type Values } from './values.js';

/** Reads the texts for answers of a document. */
export function readTemplates(values: Values, root: XmlElement): readonly AnswerTemplate[] {
  const written = new Map(elementsOf(root, 'queue').map((queue) => [textOf(queue, 'id'), textOf(queue, 'channel')]));
  const seen = new Set<string>();
  return elementsOf(root, 'template').map((element) => {
    const [id, language] = [textOf(element, 'id'), textOf(element, 'language')];
    const key = `${id} ${language}`;
    const wrong = (code: string, message: string, at: string) =>
      values.diagnostics.error(code, message, placeOf(element, at));
    if (seen.has(key)) wrong('duplicate-name', `There is another <template id="${id}" language="${language}">`, 'id');
    seen.add(key);
    const queues = tokensOf(values.optional(element, 'queues') ?? '');
    for (const queue of queues) {
      const channel = written.get(queue);
      if (channel === undefined) wrong('unknown-queue', `There is no queue '${queue}'`, 'queues');
      else if (!isWritten(channel)) wrong('not-written', `nobody writes to '${queue}'`, 'queues');
    }
    const text = readFilledText(values, element);
    const of = queues.length > 0 ? queues : undefined;
    return { id, label: textOf(element, 'label'), language, text, ...present({ queues: of }) };
  });
}
