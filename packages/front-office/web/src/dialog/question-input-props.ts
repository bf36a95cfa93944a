import type { Wording } from '../wording/wording.js';
import type { DialogSize } from './dialog-size.js';
import type { Draft, Question } from './draft.js';

/** What each input of a question gets. */
export interface QuestionInputProps {
  readonly question: Question;
  readonly size: DialogSize;
  readonly wording: Wording;
  readonly labelledBy: string;
  readonly describedBy: string;
  readonly invalid: boolean;
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
}
