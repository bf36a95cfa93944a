import type { CompiledScript } from '../machine/compile-script.js';
import type { DialogContext } from '../machine/dialog-context.js';
import { type Rounds, scopeValues } from '../machine/scope-values.js';
import type { Option, Question } from '../model/script.js';
import { placeOf } from '../resolve/place-of.js';

/** A choice that is open now: an option of the script, or an element of a list with its label. */
export type OpenOption =
  | { readonly value: string; readonly option: Option }
  | { readonly value: string; readonly label: string };

/** The choices of a question that are open in a state of the dialog. */
export function openOptions(
  compiled: CompiledScript,
  context: DialogContext,
  question: Question,
  rounds: Rounds = context.rounds,
): readonly OpenOption[] {
  const { resolved } = compiled;
  const environment = { now: context.now, zone: context.zone };
  let values: ReturnType<typeof scopeValues> | undefined;
  const evaluate = (formula: Question['when']) => {
    values ??= scopeValues(resolved, context, placeOf(resolved, question.id), rounds);
    return formula && resolved.expressions.get(formula)?.evaluate(values, environment);
  };
  const { from } = question;
  if (from) {
    const list = evaluate(from.list);
    return Array.isArray(list) ? list.flatMap((element) => fromElement(element, from.code, from.label)) : [];
  }
  return question.options
    .filter(({ on, when }) => (on?.includes(context.channel) ?? true) && (!when || evaluate(when) === true))
    .map((option) => ({ value: option.value, option }));
}

function fromElement(element: unknown, code: string, label: string): OpenOption[] {
  if (typeof element === 'string') return [{ value: element, label: element }];
  if (typeof element !== 'object' || element === null) return [];
  const fields = element as Readonly<Record<string, unknown>>;
  const value = Object.hasOwn(fields, code) ? fields[code] : undefined;
  if (typeof value !== 'string' && typeof value !== 'number') return [];
  return [{ value: String(value), label: String((Object.hasOwn(fields, label) && fields[label]) || value) }];
}
