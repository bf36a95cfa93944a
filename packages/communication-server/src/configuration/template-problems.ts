import type { AnswerTemplate } from '../templates/answer-template.js';
import { templateProblems } from '../templates/placeholders.js';
import { isWritten, type Queue } from './queue-definition.js';

/** Says in sentences what is wrong with the texts for answers; an empty list means nothing. */
export function problemsOfTemplates(templates: readonly AnswerTemplate[], queues: readonly Queue[]): string[] {
  const seen = new Set<string>();
  return templates.flatMap(({ id, language, queues: of = [], text }) => {
    const name = `the template "${id}" (${language})`;
    const again = seen.has(name);
    seen.add(name);
    return [
      ...(again ? [`${name} is there twice`] : []),
      ...of.flatMap((wanted) => {
        const queue = queues.find((each) => each.id === wanted);
        if (!queue) return [`${name} is for "${wanted}", which is no queue`];
        return isWritten(queue.channel) ? [] : [`${name} is for "${wanted}", to which nobody writes`];
      }),
      ...templateProblems(text).map(({ message, hint }) => `${name}: ${message}${hint ? ` (${hint})` : ''}`),
    ];
  });
}
