import type { Channel } from '../contract.js';
import { isLasting } from '../model/lasting-channels.js';
import type { Question, Wording } from '../model/script.js';
import { itemsOf } from '../model/walk-items.js';
import type { ResolvedScript } from '../resolve/resolved-script.js';
import { AnswerNames } from './answer-names.js';
import { type NameUse, namesIn, namesInWording } from './names-in.js';

/** Services of these names send or keep what they are given: `mail.send`, `crm.addNote`, `audit-log.write`. */
const SENDING = /(?:^|[^a-z])(?:e-?mail|mail|sms|letter|message|log|note)(?![a-z])/i;
const WORD_BORDER = /([a-z0-9])([A-Z])/g;

/** Warns of what only the agent is asked and customers are shown, and of private answers that get where they stay. */
export function checkSecrets(resolved: ResolvedScript): void {
  new SecretsCheck(resolved).run();
}

class SecretsCheck {
  readonly #resolved: ResolvedScript;
  readonly #names = new AnswerNames();
  readonly #private = new Set<string>();
  readonly #agentOnly = new Set<string>();

  constructor(resolved: ResolvedScript) {
    this.#resolved = resolved;
    for (const item of itemsOf(resolved.script)) {
      if (item.kind !== 'question') continue;
      if (item.private) this.#private.add(item.id);
      if (this.#channelsOf(item.id).every((channel) => channel === 'agent')) this.#agentOnly.add(item.id);
    }
  }

  run(): void {
    for (const item of itemsOf(this.#resolved.script)) {
      if (item.kind === 'question') this.#wordings(item.id, wordingsOf(item));
      else if (item.kind === 'info' || item.kind === 'end') this.#wordings(item.id, item.texts);
      else if (item.kind === 'lookup' || item.kind === 'do') {
        const service = item.target.slice.value;
        if (!SENDING.test(service.replace(WORD_BORDER, '$1-$2'))) continue;
        for (const use of item.arguments.flatMap(({ value }) => namesIn(value))) this.#argument(use, item.id, service);
      }
    }
  }

  #wordings(id: string, wordings: readonly Wording[]): void {
    for (const wording of wordings) {
      const channels = this.#channelsOf(id).filter((channel) => wording.on?.includes(channel) ?? true);
      const customers = channels.filter((channel) => channel !== 'agent');
      const kept = channels.filter(isLasting);
      for (const use of namesInWording({ ...wording, when: undefined })) this.#insert(use, id, customers, kept);
    }
  }

  #insert(use: NameUse, id: string, customers: readonly Channel[], kept: readonly Channel[]): void {
    const [first, second] = use.name.path;
    const leak = this.#oneOf(this.#agentOnly, use, id);
    const what = leak === undefined ? undefined : `what only the agent is asked in '${leak}'`;
    const shown = first.name === 'dialog' && second?.name === 'owner' ? 'who leads the dialog' : what;
    if (shown !== undefined && customers.length > 0)
      this.#warn(
        use,
        'agent-leak',
        `This shows customers ${shown}`,
        'give the <text> on="agent", or put it into a <hint>',
      );
    const secret = this.#oneOf(this.#private, use, id);
    if (secret !== undefined && secret !== id && kept.length > 0)
      this.#warn(
        use,
        'private-value',
        `The private answer to '${secret}' would stay in ${kept.join(' and ')}`,
        'it is masked there: leave it out, or write another <text> for these channels',
      );
  }

  #argument(use: NameUse, id: string, service: string): void {
    const secret = this.#oneOf(this.#private, use, id);
    if (secret === undefined) return;
    const hint = 'hand over what is not private, such as an id';
    this.#warn(use, 'private-value', `The private answer to '${secret}' would stay where ${service} puts it`, hint);
  }

  #oneOf(secrets: ReadonlySet<string>, use: NameUse, id: string): string | undefined {
    const lets = this.#resolved.places.get(id)?.lets ?? [];
    return [...this.#names.of(use, lets)].find((answer) => secrets.has(answer));
  }

  #warn({ name, slice }: NameUse, code: string, message: string, hint: string): void {
    const at = { start: slice.offsetOf(name.start), end: slice.offsetOf(name.end) };
    this.#resolved.diagnostics.warning(code, message, at, hint);
  }

  #channelsOf(id: string): readonly Channel[] {
    return this.#resolved.places.get(id)?.channels ?? this.#resolved.script.channels;
  }
}

/** What of a question customers are shown; hints are for the agent. */
function wordingsOf({ texts, options, checks }: Question): readonly Wording[] {
  return [...texts, ...options.flatMap(({ labels }) => labels), ...checks.flatMap((check) => check.texts)];
}
