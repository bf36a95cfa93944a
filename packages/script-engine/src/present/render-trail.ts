import { openOptions } from '../answer/open-options.js';
import { FileReference, type Screen } from '../contract.js';
import type { CompiledScript } from '../machine/compile-script.js';
import { contextOf, type DialogState, type Showing } from '../step/dialog-state.js';
import { MASK, wasGivenHere } from '../step/private-answers.js';
import { trailOf } from '../step/trail-of.js';
import { answerText } from './answer-text.js';
import { textOfRich } from './rich-text.js';
import type { ScreenWords } from './screen-words.js';

/** The way so far, as those see it for whom the present step is shown. */
export function renderTrail(compiled: CompiledScript, state: DialogState, words: ScreenWords): Screen['trail'] {
  return trailOf(compiled, state).flatMap((showing) => trailEntry(compiled, state, showing, words));
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
  const text = words.line(shown.item.texts, showing);
  if (shown.kind === 'info') return [{ node: showing.node, text }];
  const { answers } = context;
  if (shown.item.private && !wasGivenHere(state, showing.key))
    return [{ node: showing.node, text, ...((answers[showing.key] ?? null) === null ? {} : { answer: MASK }) }];
  const isChoice = shown.item.type === 'choice' || shown.item.type === 'choices';
  const options = isChoice ? openOptions(compiled, context, shown.item, showing.rounds) : [];
  const answer = answerText(shown.item, answers[showing.key], context.language, options, (option) =>
    textOfRich(words.label(option, showing)),
  );
  const file = shown.item.type === 'file' ? FileReference.safeParse(answers[showing.key]) : undefined;
  return [
    {
      ...{ node: showing.node, text },
      ...(answer === undefined ? {} : { answer }),
      ...(file?.success ? { file: file.data } : {}),
    },
  ];
}
