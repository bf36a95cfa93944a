import type { Call, Clock, InputOf, Service } from '@caruso/core';
import { readXml } from '@caruso/language';
import { CLOCK, DIRECTORY, type Directory, inject, LOG, type Log } from '@caruso/service-manager';
import type { ScriptOptions } from '../check/script-options.js';
import { ScriptErrors } from '../errors.js';
import { hashOf } from '../session/hash-of.js';
import { LiveScripts } from '../session/live-scripts.js';
import { ScriptFolder, type ScriptInFolder } from '../session/script-folder.js';
import { editDraft } from './edit-draft.js';
import { elementForm } from './element-form.js';
import { previewElement } from './preview-element.js';
import { Publisher } from './publisher.js';
import { reviewDraft } from './review-draft.js';
import type { OpenedScript, ScriptStudio, StoredScriptFile } from './studio-contract.js';
import { tryScript } from './try-script.js';

/** What the component says of its studio. */
export interface StudioSettings {
  readonly folder: string;
  readonly roles: readonly string[];
}

/** The identifier of {@link StudioSettings} in the container of the component. */
export const STUDIO_SETTINGS = Symbol.for('caruso:script-engine:studio-settings');

type In<Name extends keyof (typeof ScriptStudio)['operations']> = InputOf<(typeof ScriptStudio)['operations'][Name]>;

/** Lets those who may change the scripts of a running assembly. */
export class StudioService implements Service<typeof ScriptStudio> {
  readonly #folder: ScriptFolder;
  readonly #publisher: Publisher;

  constructor(
    @inject(STUDIO_SETTINGS) private readonly settings: StudioSettings,
    @inject(LiveScripts) private readonly running: LiveScripts,
    @inject(DIRECTORY) private readonly directory: Directory,
    @inject(CLOCK) private readonly clock: Clock,
    @inject(LOG) private readonly log: Log,
  ) {
    this.#folder = new ScriptFolder(settings.folder);
    this.#publisher = new Publisher({ folder: this.#folder, live: running, now: () => clock.now() });
  }

  scripts(_: In<'scripts'>, call: Call) {
    this.#requireRole(call);
    return this.#folder.names().map((name) => {
      const { text, draft, live } = this.#folder.read(name);
      const { picture, version } = reviewDraft(name, text, {});
      return { name, title: picture?.nodes[0]?.title ?? name, version, draft: draft !== undefined && draft !== live };
    });
  }

  async open({ name }: In<'open'>, call: Call) {
    this.#requireRole(call);
    await this.running.catchUp();
    return this.#opened(name);
  }

  async live({ name }: In<'live'>, call: Call) {
    this.#requireRole(call);
    await this.running.catchUp();
    const running = this.#publisher.live(this.#folder.read(name).name);
    return running ? { script: running.id, version: running.version } : null;
  }

  create({ id }: In<'create'>, call: Call) {
    this.#requireRole(call);
    const name = `${id}.xml`;
    if (this.#folder.names().includes(name)) {
      throw new ScriptErrors.NotEditable({ file: name, reason: 'there is such a script already' });
    }
    this.#folder.saveDraft(name, newScript(id));
    return this.#opened(name);
  }

  review({ name, text }: In<'review'>, call: Call) {
    this.#requireRole(call);
    return reviewDraft(name, text, this.#reach(name));
  }

  inspect({ name, text, path }: In<'inspect'>, call: Call) {
    this.#requireRole(call);
    return elementForm(readXml(text, name), path);
  }

  edit({ name, text, edit }: In<'edit'>, call: Call) {
    this.#requireRole(call);
    const edited = editDraft(name, text, edit);
    const review = reviewDraft(name, edited.text, this.#reach(name));
    return { text: edited.text, path: [...edited.path], review };
  }

  preview({ name, text, path, language }: In<'preview'>, call: Call) {
    this.#requireRole(call);
    return previewElement(name, text, path, language);
  }

  attempt(input: In<'attempt'>, call: Call) {
    this.#requireRole(call);
    return tryScript(input, this.#reach(input.name), this.clock);
  }

  save({ name, text, hash }: In<'save'>, call: Call) {
    this.#requireRole(call);
    const { live } = this.#folder.requireUnchanged(name, hash);
    if (text === live) this.#folder.dropDraft(name);
    else this.#folder.saveDraft(name, text);
    this.log.info(`${nameOf(call)} saved a draft of ${name}`);
    return this.#stored(this.#folder.read(name));
  }

  discard({ name, hash }: In<'discard'>, call: Call) {
    this.#requireRole(call);
    const { live } = this.#folder.requireUnchanged(name, hash);
    if (live === undefined) throw new ScriptErrors.NotEditable({ file: name, reason: 'nothing of it was published' });
    this.#folder.dropDraft(name);
    return this.#opened(name);
  }

  async publish({ name, text, hash }: In<'publish'>, call: Call) {
    this.#requireRole(call);
    await this.running.catchUp();
    const { live } = this.#folder.requireUnchanged(name, hash);
    this.#requireAsStarted(name, live);
    await this.#publisher.publish(name, text, nameOf(call));
    this.#folder.dropDraft(name);
    this.log.info(`${nameOf(call)} published ${name}`);
    return this.#stored(this.#folder.read(name));
  }

  async versions({ name }: In<'versions'>, call: Call) {
    this.#requireRole(call);
    await this.running.catchUp();
    return this.#publisher.versions(name);
  }

  async rollBack({ name, hash, version }: In<'rollBack'>, call: Call) {
    this.#requireRole(call);
    await this.running.catchUp();
    const { live = '' } = this.#folder.read(name);
    if (hashOf(live) !== hash) {
      throw new ScriptErrors.ScriptChanged({ document: name, current: { text: live, hash: hashOf(live) } });
    }
    await this.#publisher.rollBack(name, version, nameOf(call));
    this.log.info(`${nameOf(call)} rolled ${name} back`);
    return this.#opened(name);
  }

  /** A file that somebody changed in the folder is not written over unseen: it is live at the next start. */
  #requireAsStarted(name: string, live: string | undefined): void {
    const running = this.#publisher.live(name);
    if (live === undefined || !running || running.text === live) return;
    const current = { text: live, hash: hashOf(live) };
    throw new ScriptErrors.ScriptChanged({ document: name, current });
  }

  /** What a script can call: services of the assembly, and the other scripts. */
  #reach(name: string): ScriptOptions {
    return { contracts: this.directory.contracts(), scripts: this.#publisher.others(name) };
  }

  #opened(name: string): OpenedScript {
    const stored = this.#stored(this.#folder.read(name));
    return { ...stored, review: reviewDraft(name, stored.text, this.#reach(name)) };
  }

  #stored({ name, text, hash, draft, live }: ScriptInFolder): StoredScriptFile {
    const running = this.#publisher.live(name);
    if (!running) return { name, text, hash, draft: draft !== undefined && draft !== live };
    const { id: script, version, text: published } = running;
    return {
      ...{ name, text, hash, draft: draft !== undefined && draft !== live },
      live: { script, version, hash: hashOf(published), text: published },
    };
  }

  #requireRole({ actor }: Call): void {
    const { roles } = this.settings;
    if (actor === undefined || actor.roles.some((role) => roles.includes(role))) return;
    throw new ScriptErrors.NotForRole({ roles: actor.roles, needed: roles });
  }
}

const nameOf = ({ actor }: Call) => actor?.id ?? 'the system';

const newScript = (id: string) => `<?xml version="1.0" encoding="UTF-8"?>
<script id="${id}" version="1" lang="en" title="${id}" on="agent web">
  <question id="first" type="text">
    <text>What is the first question?</text>
  </question>
  <end id="done" outcome="done">
    <text>Thank you.</text>
  </end>
</script>
`;
