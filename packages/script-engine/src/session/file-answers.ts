import { createHash } from 'node:crypto';
import { type Clock, newId } from '@caruso/core';
import type { Channel, FileReference } from '../contract.js';
import { ScriptErrors } from '../errors.js';
import { MOST_BYTES, MOST_FILES } from '../file/dialog-files.js';
import { fileIdsIn } from '../file/file-ids-in.js';
import { fileName } from '../file/file-name.js';
import { judgeFile } from '../file/judge-file.js';
import { mediaTypeOf } from '../file/media-types.js';
import { currentState } from '../step/current-state.js';
import type { UserInput } from '../step/dialog-input.js';
import { isPrivate, isSameAudience } from '../step/private-answers.js';
import type { Journal } from './journal.js';
import type { RunningDialog } from './running-dialog.js';

/** A file as somebody sends it. */
export interface GivenFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** A file as it was kept. */
export type KeptFile = FileReference & { readonly content: Uint8Array };

/**
 * The files among the answers of dialogs. The journal has a reference; the bytes are written before it, and gone again when
 * the answer was not taken. What a file is decides its content, never who sends it.
 */
export class FileAnswers {
  readonly #journal: Pick<Journal, 'files' | 'entries'>;
  readonly #clock: Clock;

  constructor(journal: Pick<Journal, 'files' | 'entries'>, clock: Clock) {
    this.#journal = journal;
    this.#clock = clock;
  }

  /**
   * Keeps a file that the question at which a dialog stands may take.
   *
   * @returns its reference, that of the same file when it was sent before, or what is known of one that is not taken
   * @throws ScriptErrors.TooManyFiles
   */
  async keep(dialog: RunningDialog, { name, content }: GivenFile): Promise<unknown> {
    const sha256 = createHash('sha256').update(content).digest('hex');
    const mediaType = mediaTypeOf(content) ?? 'application/octet-stream';
    const given = { name: fileName(name), mediaType, size: content.length, sha256 };
    const kept = await this.dropUnused(dialog);
    const same = kept.find((other) => other.sha256 === sha256 && other.name === given.name);
    if (same) return same;
    const current = currentState(dialog.compiled, dialog.state);
    const rules = current.kind === 'question' ? current.item.file : undefined;
    const reference = { file: newId(), ...given };
    // The step refuses it, and says why.
    if (!rules || 'complaint' in judgeFile(reference, rules)) return given;
    const bytes = kept.reduce((sum, { size }) => sum + size, given.size);
    if (kept.length >= MOST_FILES || bytes > MOST_BYTES)
      throw new ScriptErrors.TooManyFiles({ dialog: dialog.id, count: MOST_FILES, megabytes: MOST_BYTES / 1_000_000 });
    await this.#journal.files.add(dialog.id, { reference, content, at: this.#clock.now() });
    return reference;
  }

  /** An answer in which a file that the dialog has stands as it is kept, whatever is said of it; others are no files. */
  async known(dialog: string, input: UserInput): Promise<UserInput> {
    if (input.type !== 'answer' || typeof input.value !== 'object' || input.value === null) return input;
    if (!('file' in input.value)) return input;
    const { file, ...said } = input.value;
    const kept = (await this.#journal.files.of(dialog)).find((other) => other.file === file);
    return { ...input, value: kept ?? said };
  }

  /**
   * Removes what stands in no answer, nor in one that a user can come back to: it was refused, or replaced, or a process
   * ended before it was answered with.
   *
   * @returns what is left
   */
  async dropUnused(dialog: RunningDialog): Promise<readonly FileReference[]> {
    const { path, drafts, notice, left: branchedFrom } = dialog.state;
    const taken = path.filter((entry) => !(entry.event === 'answer' && entry.verdict === 'refused'));
    const doubts = [notice, branchedFrom?.notice].filter((each) => each?.kind === 'doubt');
    const used = new Set(fileIdsIn([taken, drafts, doubts]));
    const kept = await this.#journal.files.of(dialog.id);
    const left = kept.filter(({ file }) => used.has(file));
    if (left.length < kept.length) await this.#journal.files.keepOnly(dialog.id, [...used]);
    return left;
  }

  /** @throws ScriptErrors.UnknownFile also for a private one that is to be shown elsewhere than where it was given */
  async read(dialog: RunningDialog, file: string, channel: Channel | undefined): Promise<KeptFile> {
    const unknown = () => new ScriptErrors.UnknownFile({ dialog: dialog.id, file });
    const answers = await this.#journal.entries(dialog.id, 0);
    const given = answers.findLast((entry) => entry.event === 'answer' && fileIdsIn(entry.value).includes(file));
    const reference = (await this.#journal.files.of(dialog.id)).find((other) => other.file === file);
    if (given?.event !== 'answer' || !reference) throw unknown();
    const isHidden =
      channel !== undefined && isPrivate(dialog.compiled, given.node) && !isSameAudience(given.channel, channel);
    const content = isHidden ? undefined : await this.#journal.files.content(dialog.id, file);
    if (!content) throw unknown();
    return { ...reference, content };
  }
}
