import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { Pbx } from './pbx.js';
import { Phone } from './phone.js';
import { shareOf } from './sound.js';
import { TelephoneCentre } from './telephone-centre.js';
import { until } from './until.js';

/** A real Asterisk for the tests of a `describe`, and for each of them a contact centre and telephones. */
export class Telephones {
  readonly pbx = new Pbx();
  readonly #phones: Phone[] = [];
  #centre: TelephoneCentre | undefined;

  constructor() {
    beforeAll(() => this.pbx.start(), 120_000);
    beforeEach(() => {
      this.#centre = new TelephoneCentre(this.pbx);
    });
    afterEach(async ({ task }) => {
      if (task.result?.state === 'fail') console.error(await this.#whatIs().catch(String));
      await Promise.all(this.#phones.splice(0).map((phone) => phone.kill()));
      await this.#centre?.close();
      for (const { id } of await this.channels()) await this.pbx.ari(`channels/${id}`, 'DELETE');
      await this.silent();
    });
    afterAll(() => this.pbx.close());
  }

  get centre(): TelephoneCentre {
    if (!this.#centre) throw new Error('There is a contact centre only in a test.');
    return this.#centre;
  }

  async agent(name = 'agent1', tone?: number): Promise<Phone> {
    const phone = await Phone.ofAgent(this.pbx, name, tone);
    this.#phones.push(phone);
    return phone;
  }

  /** A customer who calls a number and has been answered. */
  async caller(to: string, from = '4930111', tone?: number): Promise<Phone> {
    const phone = await this.customer(from, tone);
    phone.call(to, this.pbx);
    await phone.saw('CALL_ESTABLISHED');
    return phone;
  }

  async customer(from = '4930111', tone?: number): Promise<Phone> {
    const phone = await Phone.ofCustomer(this.pbx, from, '127.0.0.2', tone);
    this.#phones.push(phone);
    return phone;
  }

  /** A telephone somewhere in the world, which is reached through the trunk. */
  async outside(number: string, tone?: number): Promise<Phone> {
    const phone = await Phone.outside(this.pbx, number, tone);
    this.#phones.push(phone);
    return phone;
  }

  /** A call that an agent has answered. */
  async talk(agent: Phone, to = '8001') {
    const customer = await this.caller(to);
    await this.centre.ready('ada');
    await agent.rings();
    agent.pickUp();
    const { contact } = await this.centre.event('contact-connected');
    await this.bridged(contact);
    return { customer, contact };
  }

  /** Waits until so many hear each other for a contact. */
  bridged(contact: string, count = 2): Promise<void> {
    return this.inBridge(`caruso.talk.${contact}`, count);
  }

  /** Waits until so many are in a bridge. */
  async inBridge(bridge: string, count: number): Promise<void> {
    await until(
      `${count} are in ${bridge}`,
      () => this.pbx.ari<{ channels?: string[] }>(`bridges/${bridge}`),
      ({ channels = [] }) => channels.length === count,
    );
  }

  /** Waits until no call is left in Asterisk. */
  silent(): Promise<void> {
    return this.lines(0);
  }

  /** Waits until so many lines are in use. */
  async lines(count: number): Promise<void> {
    await until(
      `${count} lines are in use`,
      () => this.channels(),
      ({ length }) => length === count,
    );
  }

  /** Waits until a telephone has heard a tone in so many half seconds. */
  async hears(phone: Phone, hertz: number, { pieces = 1, share: least = 0.3 } = {}): Promise<void> {
    await until(
      `${phone.name} hears ${hertz} Hz`,
      () => shareOf(hertz, phone.heard),
      (shares) => shares.filter((share) => share > least).length >= pieces,
    );
  }

  /** Waits until Asterisk says so of something that it records. */
  async recording(name: string, state: 'recording' | 'paused' | 'over'): Promise<void> {
    await until(
      `${name} is ${state}`,
      () => this.pbx.ari<{ state?: string }>(`recordings/live/${name}`),
      ({ state: live = 'over' }) => live === state,
    );
  }

  /** What there was when a test failed. */
  async #whatIs(): Promise<string> {
    const [channels, bridges] = await Promise.all([this.channels(), this.pbx.ari<readonly object[]>('bridges')]);
    const phones = this.#phones.map(({ name, seen }) => `${name} saw ${seen.join(', ') || 'nothing more'}`);
    const there = [...channels, ...bridges].map((each) => JSON.stringify(each));
    return [...this.centre.lines, ...phones, ...there].join('\n');
  }

  channels(): Promise<readonly { id: string; name: string; state: string }[]> {
    return this.pbx.ari('channels');
  }
}
