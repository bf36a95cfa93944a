import type { Call, Clock, InputOf, Service, Stub } from '@caruso/core';
import { CLOCK, DIRECTORY, type Directory, inject, LOG, type Log } from '@caruso/service-manager';
import { Storage } from '@caruso/storage-manager/contract';
import type { CountryCode } from 'libphonenumber-js';
import type { ScriptFile } from '../check/script-library.js';
import type { Dialogs } from '../contract.js';
import { DialogEngine } from './dialog-engine.js';
import { LiveScripts } from './live-scripts.js';
import { Publications } from './publications.js';
import { ScriptCatalogue } from './script-catalogue.js';
import { ScriptFolder } from './script-folder.js';
import { scriptSummary } from './script-summary.js';
import { StoreJournal } from './store-journal.js';

/** What the component is configured with, its script files read. */
export interface DialogsSettings {
  readonly folder: string;
  /** Whether scripts are published into the folder. */
  readonly writes: boolean;
  readonly files: readonly ScriptFile[];
  readonly defaultCountry: CountryCode | undefined;
  readonly zone: string;
}

/** The identifier of {@link DialogsSettings} in the container of the component. */
export const SETTINGS = Symbol.for('caruso:script-engine:settings');

type Operations = (typeof Dialogs)['operations'];

/** Dialogs as a service of an assembly: checked scripts, journals in the store, services found in the directory. */
export class DialogsService implements Service<typeof Dialogs> {
  #engine: DialogEngine | undefined;

  constructor(
    @inject(SETTINGS) private readonly settings: DialogsSettings,
    @inject(LiveScripts) private readonly live: LiveScripts,
    @inject(Storage) private readonly storage: Stub<typeof Storage>,
    @inject(DIRECTORY) private readonly directory: Directory,
    @inject(CLOCK) private readonly clock: Clock,
    @inject(LOG) private readonly log: Log,
  ) {}

  async start(): Promise<void> {
    const scripts = new ScriptCatalogue(this.settings.files, this.directory.contracts());
    const journal = new StoreJournal(this.storage);
    const publications = new Publications(this.storage);
    await journal.open();
    await publications.open();
    const { folder, writes } = this.settings;
    const parts = { scripts, journal, publications, folder: new ScriptFolder(folder), writes, log: this.log };
    await this.live.start(parts);
    this.#engine = new DialogEngine({
      journal,
      scripts,
      call: (contract, operation, input, options) => this.directory.call(contract, operation, input, options),
      clock: this.clock,
      country: this.settings.defaultCountry,
      zone: this.settings.zone,
    });
  }

  stop(): void {
    this.live.stop();
    this.#engine = undefined;
  }

  async scripts({ channel }: InputOf<Operations['scripts']>) {
    await this.live.catchUp();
    return this.#ready.scripts(channel).map(scriptSummary);
  }

  async begin(input: InputOf<Operations['begin']>, { actor }: Call) {
    await this.live.catchUp();
    return this.#ready.begin(input, actor);
  }

  show(input: InputOf<Operations['show']>, { actor }: Call) {
    return this.#ready.show(input, actor);
  }

  answer({ dialog, step, who, value }: InputOf<Operations['answer']>, { actor }: Call) {
    return this.#ready.act(dialog, who, { type: 'answer', step, value }, actor);
  }

  attach({ dialog, step, who, name, content }: InputOf<Operations['attach']>, { actor }: Call) {
    return this.#ready.attach(dialog, who, step, { name, content: Buffer.from(content, 'base64') }, actor);
  }

  async file({ dialog, file, channel }: InputOf<Operations['file']>) {
    const { content, ...reference } = await this.#ready.file(dialog, file, channel);
    return { ...reference, content: Buffer.from(content).toString('base64') };
  }

  next({ dialog, step, who }: InputOf<Operations['next']>, { actor }: Call) {
    return this.#ready.act(dialog, who, { type: 'next', step }, actor);
  }

  silence({ dialog, step, who }: InputOf<Operations['silence']>, { actor }: Call) {
    return this.#ready.act(dialog, who, { type: 'silence', step }, actor);
  }

  mismatch({ dialog, step, who }: InputOf<Operations['mismatch']>, { actor }: Call) {
    return this.#ready.act(dialog, who, { type: 'mismatch', step }, actor);
  }

  back({ dialog, step, who }: InputOf<Operations['back']>, { actor }: Call) {
    return this.#ready.act(dialog, who, { type: 'back', step }, actor);
  }

  correct({ dialog, step, who, entry }: InputOf<Operations['correct']>, { actor }: Call) {
    return this.#ready.act(dialog, who, { type: 'correct', step, entry }, actor);
  }

  branch({ dialog, step, who, branch }: InputOf<Operations['branch']>, { actor }: Call) {
    return this.#ready.act(dialog, who, { type: 'branch', step, branch }, actor);
  }

  link(input: InputOf<Operations['link']>) {
    return this.#ready.link(input);
  }

  redeem({ token, who }: InputOf<Operations['redeem']>, { actor }: Call) {
    return this.#ready.redeem(token, who, actor);
  }

  async cancel({ dialog, who }: InputOf<Operations['cancel']>, { actor }: Call) {
    await this.#ready.cancel(dialog, who, actor);
    return {};
  }

  async list(input: InputOf<Operations['list']>) {
    return [...(await this.#ready.list(input))];
  }

  async history({ dialog }: InputOf<Operations['history']>) {
    return [...(await this.#ready.history(dialog))];
  }

  statistics(input: InputOf<Operations['statistics']>) {
    return this.#ready.statistics(input);
  }

  async erase(input: InputOf<Operations['erase']>) {
    return { erased: [...(await this.#ready.erase(input))] };
  }

  async migrations(input: InputOf<Operations['migrations']>) {
    await this.live.catchUp();
    return [...(await this.#ready.migrations(input))];
  }

  async migrate({ dialog, who }: InputOf<Operations['migrate']>) {
    await this.live.catchUp();
    return this.#ready.migrate(dialog, who);
  }

  get #ready(): DialogEngine {
    if (!this.#engine) throw new TypeError('the service has not been started');
    return this.#engine;
  }
}
