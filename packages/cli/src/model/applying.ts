import {
  type DoneStep,
  type Model,
  ModelApplication,
  type ReportedStep,
  refuseBlocked,
} from '@caruso/business-objects';
import { didYouMean } from '@caruso/language';
import { CliErrors } from '../errors.js';
import type { Control, Receipt } from '../service/control-options.js';
import { receiptLines as replacementLines } from '../service/outcome-lines.js';
import { withControl } from '../service/reach-assembly.js';
import type { Terminal } from '../terminal.js';
import { Answers } from './answers.js';
import { planLines, receiptLines, sqlLines } from './apply-lines.js';
import type { ApplyCommandOptions } from './apply-options.js';
import { refuseBreaches, replaceModel, whileNobodyWorks } from './take-over.js';
import { thisProcess } from './this-process.js';
import { thisUser } from './this-user.js';

type Steps = Awaited<ReturnType<ModelApplication['steps']>>;

/** One run of `caruso model apply`: shows the steps, asks, and carries them out. */
export class Applying {
  readonly #terminal: Terminal;
  readonly #storage: ConstructorParameters<typeof ModelApplication>[0];
  readonly #options: ApplyCommandOptions;
  readonly #to: Model;
  readonly #from: Model | undefined;

  constructor(
    terminal: Terminal,
    storage: ConstructorParameters<typeof ModelApplication>[0],
    options: ApplyCommandOptions,
    to: Model,
    from: Model | undefined,
  ) {
    this.#terminal = terminal;
    this.#storage = storage;
    this.#options = options;
    this.#to = to;
    this.#from = from;
  }

  /** Returns whether everything is done that was asked for. */
  async run(): Promise<boolean> {
    const { dryRun, sql, json, release } = this.#options;
    if (release !== undefined && this.#from !== undefined) refuseBreaches(this.#from, this.#to);
    const first = this.#application(this.#options.default);
    let application = first;
    let steps = await first.steps();
    this.#nameUnknown(steps);
    const isClear = () => steps.every(({ state }) => state !== 'blocked');
    if (sql || dryRun) {
      this.#print(steps, sql ? sqlLines(steps) : planLines(this.#to, steps));
      return isClear();
    }
    const answers = this.#isAsked ? new Answers(this.#terminal) : undefined;
    try {
      if (answers !== undefined && !isClear()) {
        application = this.#application(await this.#askDefaults(steps, answers));
        steps = await application.steps();
      }
      if (!json) this.#terminal.out(planLines(this.#to, steps).join('\n'));
      refuseBlocked(steps);
      const isIdle = steps.every(({ state }) => state !== 'ready');
      if (!isIdle || release !== undefined) await this.#confirm(steps, answers);
      const { done, replaced } = await this.#apply(application, steps);
      const lines = [...receiptLines(this.#to, done), ...(replaced === undefined ? [] : replacementLines(replaced))];
      const left = await application.steps();
      if (json)
        this.#terminal.out(
          JSON.stringify({ ...this.#facts, done, ...(replaced && { replaced }), left: left.map(reported) }),
        );
      else this.#terminal.out(lines.join('\n'));
      return replaced === undefined || (replaced.lost === 0 && replaced.rolledBack === undefined);
    } finally {
      await answers?.end();
    }
  }

  get #facts() {
    return { model: this.#to.name, version: this.#to.version };
  }

  get #isAsked(): boolean {
    return this.#terminal.interactive === true && !this.#options.yes && !this.#options.json;
  }

  #application(defaults: ReadonlyMap<string, string>): ModelApplication {
    const { allow: allowed } = this.#options;
    return new ModelApplication(this.#storage, {
      ...{ model: this.#to, from: this.#from, allowed, defaults },
      by: thisUser(),
    });
  }

  #print(steps: Steps, lines: readonly string[]): void {
    const { json } = this.#options;
    this.#terminal.out(json ? JSON.stringify({ ...this.#facts, steps: steps.map(reported) }) : lines.join('\n'));
  }

  /** A name that is misspelt would let nothing go, and nobody would see why. */
  #nameUnknown(steps: Steps): void {
    const names = steps.map(({ name }) => name);
    for (const [name, most] of this.#options.allow) {
      const meant = steps.find((step) => step.name === name || step.name === name.replace('narrow:', 'convert:'));
      if (meant !== undefined) {
        if (most === undefined || meant.loses <= most) continue;
        const enough = `if they may, say --allow ${name}=${meant.loses}`;
        this.#terminal.err(`--allow ${name}=${most} is too few: ${meant.loses} would go; ${enough}`);
        continue;
      }
      const hint = didYouMean(name, names);
      this.#terminal.err(`there is no step ${name}${hint === undefined ? '' : ` (${hint})`}`);
    }
  }

  async #askDefaults(steps: Steps, answers: Answers): Promise<ReadonlyMap<string, string>> {
    const defaults = new Map(this.#options.default);
    for (const { name, state, message } of steps) {
      const member = /^(?:add|fill):(.+)$/.exec(name)?.[1];
      if (state !== 'blocked' || member === undefined || !message.includes('--default')) continue;
      const typed = await answers.ask(
        `${member} is required, and objects have no value. What do they get? (nothing: leave it)`,
      );
      if (typed !== undefined && typed !== '') defaults.set(member, typed);
    }
    return defaults;
  }

  async #confirm(steps: Steps, answers: Answers | undefined): Promise<void> {
    if (this.#options.yes) return;
    if (answers === undefined)
      throw new CliErrors.NotConfirmed({ steps: steps.filter(({ state }) => state === 'ready').length });
    const typed = await answers.ask('Apply this? (yes or no)');
    if (/^y(?:es)?$/i.test(typed ?? '')) return;
    throw new CliErrors.NotConfirmed({ steps: steps.filter(({ state }) => state === 'ready').length });
  }

  async #apply(application: ModelApplication, steps: Steps) {
    const { release, inline } = this.#options;
    const has = (phase: ReportedStep['phase']) => steps.some((step) => step.phase === phase && step.state === 'ready');
    if (release === undefined) {
      if (has('switch') || has('contract')) await this.#refuseRunning();
      return application.exclusively(thisProcess(), Date.now, async (leases) => {
        const done: DoneStep[] = [];
        for (const phase of ['expand', 'switch', 'contract'] as const) {
          done.push(...(await application.run(phase, leases, this.#progress())));
        }
        return { done, replaced: undefined as Receipt | undefined };
      });
    }
    if (has('switch') && this.#from === undefined) throw new CliErrors.NeedsFrom({});
    return withControl(this.#options, (control) =>
      application.exclusively(thisProcess(), Date.now, async (leases) => {
        const done = [...(await application.run('expand', leases, this.#progress()))];
        const flip = () => replaceModel(control, release, inline);
        const replaced = has('switch')
          ? await whileNobodyWorks(control, async () => {
              done.push(...(await application.run('switch', leases, this.#progress())));
              return flip();
            })
          : await flip();
        done.push(...(await application.run('contract', leases, this.#progress())));
        return { done, replaced: replaced as Receipt | undefined };
      }),
    );
  }

  /** The model that is at work does not know what goes, or what is called otherwise. */
  async #refuseRunning(): Promise<void> {
    const isUp = await withControl(this.#options, async (control: Control) => {
      const entries = await control.list({});
      return entries.some(({ component, state }) => component === 'business-objects' && state !== 'stopped');
    }).catch((thrown: unknown) => {
      if (CliErrors.NotRunning.is(thrown) || CliErrors.NoControlSocket.is(thrown)) return false;
      throw thrown;
    });
    if (isUp) throw new CliErrors.StillRunning({});
  }

  #progress() {
    const { status } = this.#terminal;
    let rows = 0;
    return {
      onStep: ({ name }: ReportedStep) => {
        rows = 0;
        status?.(name);
      },
      onRows: ({ name }: ReportedStep, more: number) => {
        rows += more;
        status?.(`${name}: ${rows} rows`);
      },
    };
  }
}

function reported({ work: _, ...step }: Steps[number]): ReportedStep {
  return step;
}
