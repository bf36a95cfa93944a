import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { Pbx } from './pbx.js';
import { Phone } from './phone.js';
import { TelephoneCentre } from './telephone-centre.js';

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
    afterEach(async () => {
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
    await until(async () => {
      const { channels = [] } = await this.pbx.ari<{ channels?: string[] }>(`bridges/${bridge}`);
      return channels.length === count;
    });
  }

  /** Waits until no call is left in Asterisk. */
  async silent(): Promise<void> {
    await until(async () => (await this.channels()).length === 0);
  }

  channels(): Promise<readonly { id: string; name: string; state: string }[]> {
    return this.pbx.ari('channels');
  }
}

/** Asks again until something is so. */
export async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
}
