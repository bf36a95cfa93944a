import { isRequired } from '../answer/is-required.js';
import { openOptions } from '../answer/open-options.js';
import type { Channel, Screen } from '../contract.js';
import type { FileRules } from '../file/file-rules.js';
import { sizeText } from '../file/file-size.js';
import { mediaTypeNames } from '../file/media-types.js';
import type { CompiledScript } from '../machine/compile-script.js';
import type { Question } from '../model/script.js';
import { contextOf, type DialogState, type Showing } from '../step/dialog-state.js';
import { isSameAudience } from '../step/private-answers.js';
import type { Audience } from './audience.js';
import { phrases } from './phrases.js';
import type { ScreenWords } from './screen-words.js';

/** What a question asks for: the type of its answer, its open choices, and what to begin with. */
export function renderQuestion(
  compiled: CompiledScript,
  state: DialogState,
  question: Question,
  showing: Showing,
  words: ScreenWords,
): NonNullable<Screen['node']['question']> {
  const audience = words.audience(showing);
  const isChoice = question.type === 'choice' || question.type === 'choices';
  const options = () =>
    openOptions(compiled, contextOf(state), question).map((open) => {
      const hint = 'option' in open ? words.hint(open.option.hints, audience) : undefined;
      const key = 'option' in open && audience.channel === 'ivr' ? open.option.key : undefined;
      return {
        value: open.value,
        label: words.label(open, showing),
        ...(hint ? { hint } : {}),
        ...(key === undefined ? {} : { key }),
      };
    });
  const prefill = prefillOf(compiled, state, question, showing, audience);
  return {
    type: question.type,
    required: isRequired(compiled, contextOf(state), question, showing.rounds),
    ...(isChoice ? { options: options() } : {}),
    ...(question.private ? { private: true } : {}),
    ...(question.unit === undefined ? {} : { unit: question.unit }),
    ...(question.file ? { file: fileRules(question.file, contextOf(state).language) } : {}),
    ...(prefill === undefined || prefill === null ? {} : { prefill }),
  };
}

function fileRules({ accept, maxBytes }: FileRules, language: string) {
  const hint = `${mediaTypeNames(accept)}, ${phrases(language).atMost} ${sizeText(maxBytes, language)}`;
  return { accept: [...accept], maxBytes, hint };
}

/** What was entered last, the answer given before the way back, or the default: in this order. */
function prefillOf(
  compiled: CompiledScript,
  { notice, drafts, path }: DialogState,
  question: Question,
  { key }: Showing,
  { channel, values, now, zone, hides }: Audience,
): unknown {
  // What is private is not offered to others than those who entered it.
  const mayRead = (given: Channel | undefined) => !question.private || (given && isSameAudience(given, channel));
  // A file that was refused has not been kept.
  if (notice?.kind === 'complaint' && question.file) return null;
  if (notice && 'value' in notice) return path.at(-1)?.event === 'channel' && !mayRead(undefined) ? null : notice.value;
  const draft = question.keep === 'drop' ? undefined : drafts[key];
  if (draft) return mayRead(draft.channel) ? draft.value : null;
  const preset = question.default && compiled.resolved.expressions.get(question.default);
  return preset && !hides?.(preset.names) ? preset.evaluate(values, { now, zone }) : null;
}
