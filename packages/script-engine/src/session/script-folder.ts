import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { decodeXml } from '@caruso/language';
import { ScriptErrors } from '../errors.js';
import { hashOf } from './hash-of.js';
import { writeWhole } from './write-whole.js';

/** A script in its folder: what dialogs are begun on, and the draft beside it. */
export interface ScriptInFolder {
  readonly name: string;
  readonly live: string | undefined;
  readonly draft: string | undefined;
  /** The draft, else what is live, and its hash. */
  readonly text: string;
  readonly hash: string;
}

/**
 * The files of scripts. What lies in the folder is live, at the next start at the latest; drafts lie in `drafts` in it, where no
 * dialog is begun on them, whatever they hold.
 */
export class ScriptFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  names(): readonly string[] {
    return [...new Set([...xmlIn(this.path), ...xmlIn(this.#drafts)])].sort();
  }

  /** @throws ScriptErrors.NoScriptFile; LanguageErrors.InvalidDocument when a file is not UTF-8 */
  read(name: string): ScriptInFolder {
    const known = this.names();
    // Also what keeps a name from leading out of the folder.
    if (!known.includes(name)) throw new ScriptErrors.NoScriptFile({ name, known });
    const [live, draft] = [textIn(this.liveFile(name)), textIn(join(this.#drafts, name))];
    const text = draft ?? live ?? '';
    return { name, live, draft, text, hash: hashOf(text) };
  }

  /** @throws ScriptErrors.ScriptChanged unless what lies there now is what was changed */
  requireUnchanged(name: string, hash: string): ScriptInFolder {
    const now = this.read(name);
    if (now.hash === hash) return now;
    throw new ScriptErrors.ScriptChanged({ document: name, current: { text: now.text, hash: now.hash } });
  }

  saveDraft(name: string, text: string): void {
    mkdirSync(this.#drafts, { recursive: true });
    writeWhole(join(this.#drafts, name), text);
  }

  dropDraft(name: string): void {
    rmSync(join(this.#drafts, name), { force: true });
  }

  saveLive(name: string, text: string): void {
    writeWhole(this.liveFile(name), text);
  }

  /** Brings a file up to date, unless it is another one than `before`: then somebody has changed it. */
  follow(name: string, before: string | undefined, text: string): void {
    if (textIn(this.liveFile(name)) === before) this.saveLive(name, text);
  }

  /** The path by which the engine knows a script. */
  liveFile(name: string): string {
    return join(this.path, name);
  }

  get #drafts(): string {
    return join(this.path, 'drafts');
  }
}

function xmlIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.xml')) : [];
}

function textIn(file: string): string | undefined {
  return existsSync(file) ? decodeXml(readFileSync(file), file) : undefined;
}
