import { newId } from '@caruso/core';
import { useState } from 'react';
import type { Attachment } from '../../../src/api-types.js';

/** What an agent is writing in a contact. */
export interface Draft {
  /** The id under which it is sent; files are attached to it before. */
  readonly message: string;
  readonly text: string;
  readonly files: readonly Attachment[];
}

/** What was begun and not sent, by contact, for as long as the page is open. */
const DRAFTS = new Map<string, Draft>();

export function newDraft(): Draft {
  return { message: newId(), text: '', files: [] };
}

/** What the agent is writing in a contact; it is still there when he has looked at another one meanwhile. */
export function useDraft(contact: string) {
  const [draft, setDraft] = useState(() => DRAFTS.get(contact) ?? newDraft());
  const change = (next: (now: Draft) => Draft) =>
    setDraft((now) => {
      const changed = next(now);
      if (isEmpty(changed)) DRAFTS.delete(contact);
      else DRAFTS.set(contact, changed);
      return changed;
    });
  return [draft, change] as const;
}

export function isEmpty({ text, files }: Draft): boolean {
  return text === '' && files.length === 0;
}
