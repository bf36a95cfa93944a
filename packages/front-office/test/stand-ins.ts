import type { Service } from '@caruso/core';
import { newId } from '@caruso/core';
import { type Monitor, type Report, Reporting } from '@caruso/reporting/contract';
import { type DialogSummary, Dialogs, type Screen } from '@caruso/script-engine/contract';
import { defineComponent, provide } from '@caruso/service-manager';

const scripts = [
  { id: 'reading', title: 'Meter reading', inputs: [{ name: 'customer', type: 'text', required: true }] },
  { id: 'feedback', title: 'Feedback', inputs: [] },
].map((script) => ({ ...script, version: '1', languages: ['en'], channels: ['agent' as const, 'web' as const] }));

interface Led {
  readonly summary: DialogSummary;
  readonly input: Readonly<Record<string, unknown>>;
  step: number;
  state: Screen['state'];
}

/** Dialogs of one question, kept in memory: what the border makes of dialogs is tested, not the dialogs. */
class OneQuestion implements Service<typeof Dialogs> {
  readonly #led = new Map<string, Led>();

  scripts() {
    return scripts;
  }

  begin(input: {
    script: string;
    channel: Screen['channel'];
    owner: string;
    contact?: string | undefined;
    customer?: string | undefined;
    input: Record<string, unknown>;
  }) {
    const { script, channel, owner, contact, customer } = input;
    const at = new Date(0).toISOString();
    const summary = {
      ...{ dialog: newId(), script, version: '1', title: script, channel, owner, state: 'open' as const },
      ...{ startedAt: at, changedAt: at, ...(contact ? { contact } : {}), ...(customer ? { customer } : {}) },
    };
    this.#led.set(summary.dialog, { summary, input: input.input, step: 1, state: 'open' });
    return this.show(summary);
  }

  show({ dialog }: { dialog: string }): Screen {
    const { summary, step, state, input } = this.#get(dialog);
    const kind = state === 'open' ? 'question' : 'end';
    return {
      ...{ dialog, script: { id: summary.script, version: '1', title: summary.title }, channel: summary.channel },
      ...{ language: 'en', state, step: String(step), branches: [], canGoBack: false, trail: [] },
      node: { kind, id: kind, text: [{ text: JSON.stringify(input) }] },
    };
  }

  answer({ dialog, who }: { dialog: string; who: string }) {
    return this.#end(dialog, who, 'ended');
  }
  next({ dialog, who }: { dialog: string; who: string }) {
    return this.#end(dialog, who, 'ended');
  }
  back({ dialog }: { dialog: string }) {
    return this.show({ dialog });
  }
  branch({ dialog }: { dialog: string }) {
    return this.show({ dialog });
  }
  cancel({ dialog, who }: { dialog: string; who: string }) {
    this.#end(dialog, who, 'cancelled');
    return {};
  }

  list(wanted: { owner?: string | undefined; customer?: string | undefined; state?: string | undefined }) {
    return [...this.#led.values()]
      .map(({ summary, state }) => ({ ...summary, state }))
      .filter(({ owner, customer, state }) =>
        Object.entries({ owner, customer, state }).every(([name, value]) => {
          const asked = wanted[name as keyof typeof wanted];
          return asked === undefined || asked === value;
        }),
      );
  }

  #end(dialog: string, who: string, state: Screen['state']): Screen {
    const led = this.#get(dialog);
    if (led.summary.owner !== who) throw new Error(`${who} is not the owner`);
    led.step += 1;
    led.state = state;
    return this.show({ dialog });
  }

  #get(dialog: string): Led {
    const led = this.#led.get(dialog);
    if (!led) throw new Error(`no dialog ${dialog}`);
    return led;
  }
}

/** Figures that are always the same. */
class FixedFigures implements Service<typeof Reporting> {
  monitor(): Monitor {
    return { event: 1, at: 0, agents: [], waiting: [], queues: [] };
  }
  async *watchMonitor(_: unknown, { signal }: { signal: AbortSignal }) {
    yield this.monitor();
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  }
  reports() {
    return [{ id: 'service-level', title: 'Service level', groupBy: ['queue' as const] }];
  }
  run({ report, from, to }: { report: string; from: string; to: string }): Report {
    const columns = [{ id: 'queue', label: 'Queue', kind: 'text' as const }];
    return {
      report,
      title: 'Service level',
      from,
      to,
      zone: 'UTC',
      columns,
      rows: [['Müller & Co']],
      total: [],
      event: 1,
    };
  }
}

export const oneQuestion = defineComponent({ name: 'script-engine', provides: [provide(Dialogs, OneQuestion)] });
export const fixedFigures = defineComponent({ name: 'reporting', provides: [provide(Reporting, FixedFigures)] });
