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
  /** Why the last answer was refused, when it was. */
  readonly complaint: string | undefined;
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
}
