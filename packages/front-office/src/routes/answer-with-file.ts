import type { CallOptions, Stub } from '@caruso/core';
import type { Dialogs, Screen } from '@caruso/script-engine/contract';
import type { Upload } from '../http/upload.js';

/** A step of a dialog, and who is at it. */
export interface AtStep {
  readonly dialog: string;
  readonly step: string;
  readonly who: string;
}

/** Answers with the file of a form: a new one, else that which is to stay, else none. */
export function answerWithFile(
  dialogs: Stub<typeof Dialogs>,
  { file, fields }: Upload,
  where: AtStep,
  as: CallOptions,
): Promise<Screen> {
  if (!file) {
    const kept = fields.get('kept');
    return dialogs.answer({ ...where, value: kept === null ? null : { file: kept } }, as);
  }
  const { name, content, isCut } = file;
  // One that is too large is not carried further; that it is, is all the dialog has to know to refuse it.
  if (isCut) return dialogs.answer({ ...where, value: { name, size: content.length + 1 } }, as);
  return dialogs.attach({ ...where, name: name.slice(0, 1_000), content: content.toString('base64') }, as);
}
