import type { MigrationOutcome } from '../contract.js';
import { ScriptErrors } from '../errors.js';
import { type MigrationPlan, planMigration } from '../step/plan-migration.js';
import { RunningDialog, type RunningDialogParts } from './running-dialog.js';
import type { CatalogueEntry } from './script-catalogue.js';
import type { ScriptVersions } from './script-versions.js';

/** Moves dialogs to another version of their script, or tells what that would bring. */
export class Migrations {
  readonly #parts: RunningDialogParts;
  readonly #versions: ScriptVersions;

  constructor(parts: RunningDialogParts, versions: ScriptVersions) {
    this.#parts = parts;
    this.#versions = versions;
  }

  /** What it would bring to all open dialogs of a script that are not on that version. */
  async plans(script: string, target: CatalogueEntry): Promise<readonly MigrationOutcome[]> {
    const outcomes: MigrationOutcome[] = [];
    for await (const head of this.#parts.journal.heads({ script, state: 'open' })) {
      if (head.hash === target.stored.hash) continue;
      const about = { dialog: head.dialog, from: head.version, to: target.stored.version };
      outcomes.push({ ...about, ...(await this.#planOf(head.dialog, target)) });
    }
    return outcomes;
  }

  /** @returns what came of it, and the dialog on its new version */
  async migrate(dialog: RunningDialog, target: CatalogueEntry, who: string) {
    const { state, id } = dialog;
    const { stored, compiled } = target;
    const about = { dialog: id, from: state.start.script.version, to: stored.version };
    if (state.start.script.hash === stored.hash)
      return { outcome: { ...about, result: 'same' as const, node: state.shown.at(-1)?.node ?? '' } };
    const plan = this.#plan(dialog, target);
    if (plan.result === 'impossible') return { outcome: { ...about, ...plan } };
    await this.#versions.keep(target);
    const arrived = new RunningDialog(id, compiled, this.#parts);
    await arrived.arrive(plan.migration, who, state.seq);
    await arrived.finishCalls(who);
    return { outcome: { ...about, ...outcomeOf(plan) }, arrived };
  }

  /** A dialog that cannot be read cannot be moved either, and does not keep the others from being looked at. */
  async #planOf(id: string, target: CatalogueEntry) {
    try {
      const dialog = new RunningDialog(id, await this.#versions.versionOf(id), this.#parts);
      await dialog.catchUp();
      return outcomeOf(this.#plan(dialog, target));
    } catch (thrown) {
      if (!ScriptErrors.UnreadableJournal.is(thrown) && !ScriptErrors.MissingVersion.is(thrown)) throw thrown;
      return { result: 'impossible' as const, reason: thrown.message };
    }
  }

  #plan({ compiled, state }: RunningDialog, { stored, compiled: to }: CatalogueEntry): MigrationPlan {
    const { clock, country } = this.#parts;
    const { id, version, hash } = stored;
    return planMigration(compiled, state, { compiled: to, script: { id, version, hash }, now: clock.now(), country });
  }
}

function outcomeOf(plan: MigrationPlan) {
  if (plan.result === 'impossible') return plan;
  const { result, node } = plan;
  return { result, node };
}
