import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { decodeXml } from '@caruso/language';
import { ObjectErrors } from '../errors.js';
import { whyUnread } from '../why-unread.js';
import type { DraftDocument, StoredDocument } from './modeler-contract.js';
import { replaceFile } from './replace-file.js';

const BYTE_ORDER_MARK = '\uFEFF';

/** The documents of one model in a folder, and nothing else on the disk. */
export class ModelFolder {
  readonly name: string;
  readonly path: string;

  constructor(path: string) {
    this.path = resolve(path);
    this.name = basename(this.path);
  }

  /** The names of its documents. */
  names(): readonly string[] {
    return this.#entries().map(({ name }) => name);
  }

  /**
   * @throws ObjectErrors.NoModel for a folder that cannot be read, LanguageErrors.InvalidDocument for a file that is not UTF-8
   */
  documents(): readonly StoredDocument[] {
    return this.#entries().map((entry) => {
      const bytes = readFileSync(join(this.path, entry.name));
      const text = decodeXml(bytes, entry.name);
      const linked = entry.isFile() ? {} : { readonly: 'it is no file of this folder, but leads to one elsewhere' };
      return { name: entry.name, text, hash: hash('sha256', bytes, 'base64url'), ...linked };
    });
  }

  /**
   * All documents with drafts in their places.
   *
   * @throws ObjectErrors.NoDocument for a draft of what is not there
   */
  withDrafts(drafts: readonly DraftDocument[]): readonly DraftDocument[] {
    const stored = this.documents();
    for (const { name } of drafts) this.#find(name, stored);
    return stored.map(
      ({ name, text, hash: of }) => drafts.find((draft) => draft.name === name) ?? { name, text, hash: of },
    );
  }

  /** @throws ObjectErrors.DocumentChanged, ObjectErrors.NoDocument, ObjectErrors.NotSaved when drafts cannot be saved as it is now */
  requireUnchanged(drafts: readonly DraftDocument[]): void {
    const stored = this.documents();
    for (const draft of drafts) {
      const { text, hash: current, readonly } = this.#find(draft.name, stored);
      if (readonly !== undefined) throw new ObjectErrors.NotSaved({ document: draft.name, reason: readonly });
      if (current !== draft.hash) {
        throw new ObjectErrors.DocumentChanged({ document: draft.name, current: { text, hash: current } });
      }
    }
  }

  /**
   * Writes drafts into their files, each file wholly or not at all. Before the first is written all are compared with what
   * they were drafted from.
   *
   * @throws ObjectErrors.DocumentChanged, ObjectErrors.NoDocument, ObjectErrors.NotSaved
   */
  save(drafts: readonly DraftDocument[]): void {
    this.requireUnchanged(drafts);
    for (const { name, text } of drafts) {
      const path = join(this.path, name);
      try {
        const mark = readFileSync(path, 'utf8').startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
        replaceFile(path, mark + text.replace(/^\uFEFF/, ''));
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new ObjectErrors.NotSaved({ document: name, reason }, { cause });
      }
    }
  }

  #find(name: string, stored: readonly StoredDocument[]): StoredDocument {
    const found = stored.find((each) => each.name === name);
    if (found !== undefined) return found;
    const known = stored.map((each) => each.name);
    throw new ObjectErrors.NoDocument({ model: this.name, document: name, known });
  }

  #entries() {
    try {
      const entries = readdirSync(this.path, { withFileTypes: true });
      return entries
        .filter((entry) => entry.name.endsWith('.xml') && !entry.isDirectory())
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (cause) {
      throw new ObjectErrors.NoModel({ path: this.path, reason: whyUnread(this.path, cause) }, { cause });
    }
  }
}
