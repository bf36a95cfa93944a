import { type ObjectType, type Type, types } from '@caruso/language';
import type { ScriptItem } from '../model/script.js';
import { serviceStepsOf } from '../model/service-steps-of.js';
import { answerType } from './build-scope.js';
import type { CalledScripts } from './called-scripts.js';
import type { NameTable } from './name-table.js';
import type { Frame } from './place.js';
import type { Services } from './services.js';

/** Where the names of a frame are entered. */
interface FrameNames {
  readonly frame: Frame;
  /** The type of `answers` in this frame. */
  readonly answers: ObjectType;
  readonly scope: Map<string, Type>;
}

/** What tells of which type results are. */
interface Results {
  readonly services: Services;
  readonly calls: CalledScripts;
}

/** Enters what a frame holds before anything is compiled, because a `go` may lead anywhere. */
export function declareNames(items: readonly ScriptItem[], into: FrameNames, names: NameTable, results: Results): void {
  const { frame, answers, scope } = into;
  for (const item of items) {
    if (item.kind === 'question') {
      names.field('answers', item.id, item.at);
      frame.questions.add(item.id);
      addAnswer(answers, item.id, answerType(item));
    } else if (item.kind === 'section' && !item.roster) declareNames(item.items, into, names, results);
    else if (item.kind === 'section') names.field('answers', item.id, item.at);
    for (const step of [...(item.kind === 'call' ? [item] : []), ...serviceStepsOf(item)]) {
      if (step.into === undefined) continue;
      names.result(step.into, step.at);
      frame.results.add(step.into);
      const type = step.kind === 'call' ? results.calls.resultType(step) : results.services.resultType(step.target);
      const known = scope.get(step.into);
      scope.set(step.into, known && known.kind !== type.kind ? types.unknown : type);
    }
  }
}

/** Adds a field to the type of `answers`, which grows while a script is gone through. */
export function addAnswer(answers: ObjectType, name: string, type: Type): void {
  (answers.fields as Map<string, Type>).set(name, type);
}
