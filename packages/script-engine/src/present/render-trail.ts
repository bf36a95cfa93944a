import { openOptions } from '../answer/open-options.js';
import type { Screen } from '../contract.js';
import type { CompiledScript } from '../machine/compile-script.js';
import { placeOf } from '../resolve/place-of.js';
import { contextOf, type DialogState, type Showing } from '../step/dialog-state.js';
import { MASK, wasGivenHere } from '../step/private-answers.js';
import { answerText } from './answer-text.js';
import { textOfRich } from './rich-text.js';
import type { ScreenWords } from './screen-words.js';

/** The way so far, as those see it for whom the present step is shown. */
export function renderTrail(compiled: CompiledScript, state: DialogState, words: ScreenWords): Screen['trail'] {
  return wayShown(state.shown)
    .slice(0, -1)
    .flatMap((showing) => trailEntry(compiled, state, showing, words));
}

/** What was shown, in order; a step shown again on a way that led back stands for all that lay between. */
function wayShown(shown: readonly Showing[]): readonly Showing[] {
  const way: Showing[] = [];
  const places = new Map<string, number>();
  for (const showing of shown) {
    const before = places.get(showing.key);
    if (before !== undefined) for (const { key } of way.splice(before)) places.delete(key);
    places.set(showing.key, way.push(showing) - 1);
  }
  return way;
}

function trailEntry(
  compiled: CompiledScript,
  state: DialogState,
  showing: Showing,
  words: ScreenWords,
): Screen['trail'] {
  const shown = compiled.flow.states.get(showing.node);
  if (shown?.kind !== 'question' && shown?.kind !== 'info') return [];
  const context = contextOf(state);
  // What an agent has gone through before the customer took over is not for the customer.
  if (!placeOf(compiled.resolved, showing.node).channels.includes(context.channel)) return [];
  const text = words.line(shown.item.texts, showing);
  if (shown.kind === 'info') return [{ node: showing.node, text }];
  const { answers } = context;
  if (shown.item.private && !wasGivenHere(state, showing.key))
    return [{ node: showing.node, text, ...((answers[showing.key] ?? null) === null ? {} : { answer: MASK }) }];
  const isChoice = shown.item.type === 'choice' || shown.item.type === 'choices';
  const options = isChoice ? openOptions(compiled, context, shown.item, showing.rounds) : [];
  const answer = answerText(shown.item, answers[showing.key], context.language, options, (option) =>
    textOfRich(words.label(option, words.audience(showing))),
  );
  return [{ node: showing.node, text, ...(answer === undefined ? {} : { answer }) }];
}
