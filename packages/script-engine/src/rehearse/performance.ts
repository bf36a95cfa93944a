import { Diagnostics, elementsOf, type SourceText, type XmlElement } from '@caruso/language';
import { Channel, type Screen } from '../contract.js';
import { ScriptErrors } from '../errors.js';
import { parseDuration, word } from '../model/read-attribute.js';
import { textOfRich } from '../present/rich-text.js';
import type { UserInput } from '../step/dialog-input.js';
import { contextOf } from '../step/dialog-state.js';
import { answerIn, shownNow } from './screen-in-test.js';
import type { ServiceCall, Stage } from './stage.js';

const MOST_INFORMATIONS = 200;

/** The going through of one test: does its steps on a stage, and says what is not as expected, at the step. */
export class Performance {
  readonly #stage: Stage;
  readonly #diagnostics: Diagnostics;
  /** How many of the calls have been matched by expectations. */
  #matched = 0;
  /** The answer whose refusal or doubt nobody has looked at yet. */
  #refused: XmlElement | undefined;

  constructor(stage: Stage, source: SourceText) {
    this.#stage = stage;
    this.#diagnostics = new Diagnostics(source);
  }

  /** Goes on until something is not as expected: what follows would only repeat it. */
  run(steps: readonly XmlElement[], at: XmlElement) {
    for (const step of steps) {
      try {
        this.#perform(step);
      } catch (thrown) {
        if (!ScriptErrors.NotPossible.is(thrown)) throw thrown;
        this.#fail('not-possible', `This is not possible here: ${thrown.data.reason}`, step);
      }
      for (const service of this.#stage.unknown)
        this.#fail(
          'no-reply',
          `'${service}' was called, and nothing says what it answers`,
          step,
          `add <service name="${service}">`,
        );
      if (this.#diagnostics.hasErrors) return this.#diagnostics.all;
    }
    this.#requireTaken();
    for (const service of this.#stage.unknown)
      this.#fail(
        'no-reply',
        `'${service}' was called, and nothing says what it answers`,
        at,
        `add <service name="${service}">`,
      );
    return this.#diagnostics.all;
  }

  #perform(step: XmlElement): void {
    if (step.name !== 'see' && !(step.name === 'answer' && this.#screen.node.id === word(step, 'to')))
      this.#requireTaken();
    switch (step.name) {
      case 'answer':
        this.#answer(step);
        return;
      case 'next':
      case 'back':
      case 'silence':
      case 'mismatch':
        this.#act({ type: step.name, step: this.#screen.step });
        return;
      case 'correct':
        this.#correct(step);
        return;
      case 'branch':
        this.#act({ type: 'branch', step: this.#screen.step, branch: word(step, 'to') ?? '' });
        return;
      case 'channel': {
        const { language } = contextOf(this.#stage.state);
        this.#stage.take({ type: 'channel', channel: Channel.parse(word(step, 'to')), language });
        return;
      }
      case 'wait':
        this.#stage.wait(parseDuration(word(step, 'for') ?? '') ?? 0);
        return;
      case 'cancel':
        this.#stage.take({ type: 'cancel' });
        return;
      case 'see':
        this.#see(step);
        return;
      case 'called':
        this.#called(step);
        return;
      case 'uncalled':
        this.#uncalled(step);
        return;
      case 'end':
        this.#end(step);
        return;
    }
  }

  get #screen(): Screen {
    return this.#stage.screen;
  }

  #act(input: UserInput): void {
    this.#stage.take(input);
  }

  /** Goes on over informations until an item is shown. */
  #goOn(isThere: (screen: Screen) => boolean): Screen {
    for (let passed = 0; passed < MOST_INFORMATIONS; passed++) {
      const screen = this.#screen;
      if (screen.state !== 'open' || screen.node.kind !== 'info' || isThere(screen)) return screen;
      this.#act({ type: 'next', step: screen.step });
    }
    return this.#screen;
  }

  #answer(step: XmlElement): void {
    const to = word(step, 'to') ?? '';
    const screen = this.#goOn(({ node }) => node.id === to);
    if (screen.node.id !== to || screen.state !== 'open') {
      this.#fail('wrong-question', `'${to}' is not asked here; ${shownNow(screen)}`, step);
      return;
    }
    this.#act({ type: 'answer', step: screen.step, value: answerIn(step, screen) });
    const { complaint, warning } = this.#screen;
    this.#refused = complaint || warning ? step : undefined;
  }

  #correct(step: XmlElement): void {
    const to = word(step, 'to') ?? '';
    const { trail, step: token } = this.#screen;
    const entry = trail.findLastIndex(({ node }) => node === to);
    if (entry < 0) this.#fail('wrong-question', `'${to}' was not answered before`, step);
    else this.#act({ type: 'correct', step: token, entry });
  }

  /** An answer that is refused is either expected to be so, or wrong. */
  #requireTaken(): void {
    const step = this.#refused;
    this.#refused = undefined;
    if (step === undefined) return;
    const { complaint, warning } = this.#screen;
    const said = textOfRich(complaint ?? warning ?? []);
    const hint = `if this is meant, <see ${complaint ? 'complaint' : 'warning'}="${said}"/> behind it`;
    this.#fail('not-taken', `The answer was not taken: ${said}`, step, hint);
  }

  #see(step: XmlElement): void {
    const node = word(step, 'node');
    const screen = node === undefined ? this.#screen : this.#goOn((shown) => shown.node.id === node);
    this.#refused = undefined;
    if (node !== undefined && screen.node.id !== node)
      this.#fail('wrong-node', `'${node}' is not shown; ${shownNow(screen)}`, step);
    this.#contains(step, 'text', screen.node.text);
    this.#contains(step, 'hint', screen.node.hint);
    this.#contains(step, 'complaint', screen.complaint);
    this.#contains(step, 'warning', screen.warning);
    const back = word(step, 'back');
    if (back !== undefined && (back === 'yes') !== screen.canGoBack)
      this.#fail('wrong-back', screen.canGoBack ? 'The way back is open' : 'There is no way back', step);
  }

  #end(step: XmlElement): void {
    const screen = this.#goOn(() => false);
    if (screen.state === 'open') {
      this.#fail('not-ended', `The dialog has not ended; ${shownNow(screen)}`, step);
      return;
    }
    const found = { node: screen.node.id, outcome: screen.outcome, handover: screen.handover };
    for (const [name, is] of Object.entries(found)) {
      const wanted = word(step, name);
      if (wanted === undefined || wanted === is) continue;
      this.#fail(
        'wrong-end',
        `The ${name} is '${is ?? 'none'}', expected was '${wanted}'`,
        step.attributes.get(name)?.slice ?? step.tag,
      );
    }
    this.#contains(step, 'text', screen.node.text);
  }

  #contains(step: XmlElement, name: string, rich: Screen['complaint']): void {
    const wanted = step.attributes.get(name);
    if (wanted === undefined) return;
    const shown = textOfRich(rich ?? []);
    if (shown.includes(wanted.value.trim().replace(/\s+/g, ' '))) return;
    this.#fail(`wrong-${name}`, shown === '' ? `There is no ${name}` : `The ${name} is "${shown}"`, wanted.slice);
  }

  #called(step: XmlElement): void {
    const service = word(step, 'service') ?? '';
    const { calls } = this.#stage;
    const found = calls.findIndex((call, index) => index >= this.#matched && call.service === service);
    if (found < 0) {
      const before = calls.slice(0, this.#matched).some((call) => call.service === service);
      const others = calls.slice(this.#matched).map((call) => call.service);
      const made = others.length > 0 ? `called were ${others.join(', ')}` : 'nothing was called';
      const message = before
        ? `'${service}' was called before, not after what is expected above`
        : `'${service}' was not called`;
      this.#fail('not-called', message, step, made);
      return;
    }
    this.#matched = found + 1;
    const call = calls[found];
    if (call) for (const argument of elementsOf(step, 'with')) this.#argument(argument, call);
  }

  #argument(argument: XmlElement, { service, input }: ServiceCall): void {
    const name = word(argument, 'name') ?? '';
    const wanted = argument.attributes.get('value');
    const given = Object.hasOwn(input, name) ? input[name] : undefined;
    const shown = typeof given === 'string' ? given : JSON.stringify(given);
    if (wanted === undefined || shown === wanted.value) return;
    const message = shown === undefined ? `'${service}' was called without '${name}'` : `'${name}' was ${shown}`;
    this.#fail('wrong-argument', message, wanted.slice);
  }

  #uncalled(step: XmlElement): void {
    const service = word(step, 'service') ?? '';
    if (this.#stage.calls.some((call) => call.service === service))
      this.#fail('called', `'${service}' was called`, step);
  }

  #fail(code: string, message: string, at: XmlElement | { start: number; end: number }, hint?: string): void {
    this.#diagnostics.error(code, message, 'tag' in at ? at.tag : at, hint);
  }
}
