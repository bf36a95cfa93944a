import { basename } from 'node:path';
import type { Log } from '@caruso/service-manager';
import type { ScriptFile } from '../check/script-library.js';
import type { Journal } from './journal.js';
import type { Publication, Publications } from './publications.js';
import type { ScriptCatalogue } from './script-catalogue.js';
import type { ScriptFolder } from './script-folder.js';

/** What {@link LiveScripts} has while the engine runs. */
export interface LiveScriptsParts {
  readonly scripts: ScriptCatalogue;
  readonly journal: Journal;
  readonly publications: Publications;
  /** Where the files of the scripts lie in this process. */
  readonly folder: ScriptFolder;
  /** Whether what is published elsewhere is written into that folder as well. */
  readonly writes: boolean;
  readonly log: Log;
}

/**
 * The scripts on which dialogs are begun while the engine runs: those that lay in the folder when it started, and what has
 * been published since, here or by another process on the same store.
 */
export class LiveScripts {
  #running: LiveScriptsParts | undefined;
  /** The time of the newest publication that has been looked at. */
  #seen = 0;
  #looking: Promise<void> | undefined;

  /** Begins with what lies in the folder, and says where something else was published last. */
  async start(parts: LiveScriptsParts): Promise<void> {
    this.#running = parts;
    const { scripts, publications, log } = parts;
    const newest = await publications.newest();
    this.#seen = newest?.at ?? 0;
    for (const { stored } of newest ? scripts.entries() : []) {
      const [last] = await publications.of(stored.id);
      if (!last || last.version === stored.version) continue;
      const { id: script, file, version } = stored;
      log.warn(
        `Dialogs of "${script}" begin on version ${version} from ${file}, though version ${last.version} was published last; publish it again, or bring the file up to date.`,
        { script, file, version, published: last.version },
      );
    }
  }

  stop(): void {
    this.#running = undefined;
  }

  get running(): LiveScriptsParts {
    if (!this.#running) throw new TypeError('the engine has not been started');
    return this.#running;
  }

  /** Takes up what another process has published since it was last looked at. Who asks meanwhile waits for the same look. */
  catchUp(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #look(): Promise<void> {
    const { publications, scripts, log } = this.running;
    const newest = await publications.newest();
    if (!newest || newest.at <= this.#seen) return;
    const files = await this.#filesOf(await publications.since(this.#seen));
    this.#seen = newest.at;
    if (files.length === 0) return;
    const names = files.map(({ file }) => basename(file)).join(', ');
    try {
      const before = this.#texts;
      scripts.become(scripts.withFiles(files));
      log.info(`Dialogs begin on ${names} as another process has published it`);
      this.#write(files, before);
    } catch (thrown) {
      log.error(`Dialogs do not begin on what another process has published (${names})`, thrown);
    }
  }

  /** The texts of the scripts that were published last, where they are not what is live here. */
  async #filesOf(news: readonly Publication[]): Promise<readonly ScriptFile[]> {
    const { journal, folder } = this.running;
    const live = this.#texts;
    const latest = new Map([...news].reverse().map((publication) => [publication.script, publication.hash]));
    const stored = await Promise.all([...latest.values()].map((hash) => journal.script(hash)));
    return stored.flatMap((script) => {
      if (!script) return [];
      const file = folder.liveFile(basename(script.file));
      return live.get(file) === script.text ? [] : [{ file, text: script.text }];
    });
  }

  /** So that the next start finds the same. */
  #write(files: readonly ScriptFile[], before: ReadonlyMap<string, string>): void {
    const { folder, writes, log } = this.running;
    for (const { file, text } of writes ? files : []) {
      try {
        folder.follow(basename(file), before.get(file), text);
      } catch (thrown) {
        log.error(`${file} could not be brought up to date; the next start finds what was live before`, thrown);
      }
    }
  }

  get #texts(): ReadonlyMap<string, string> {
    return new Map(this.running.scripts.files().map(({ file, text }) => [file, text]));
  }
}
