import type { Contract } from '@caruso/core';
import { type MicroHost, MicroImport, type MicroTerms } from './micro-import.js';

/** The services of others in NATS that take part among those of a manager. */
export class MicroImports {
  readonly #open = new Set<MicroImport>();

  constructor(private readonly host: MicroHost) {}

  /** @throws ServiceErrors.NoMicroService when none is there now */
  async import(contract: Contract, terms: MicroTerms): Promise<{ close(): Promise<void> }> {
    const { micro, close } = this.#begin(contract, terms);
    if (await micro.open()) return { close };
    await close();
    throw micro.problem;
  }

  /** Takes it in as soon as it is there. */
  async expect(contract: Contract, terms: MicroTerms): Promise<{ close(): Promise<void> }> {
    const { micro, close } = this.#begin(contract, terms);
    await micro.open();
    return { close };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open].map((micro) => micro.close()));
    this.#open.clear();
  }

  #begin(contract: Contract, terms: MicroTerms) {
    const micro = new MicroImport(this.host, contract, terms);
    this.#open.add(micro);
    const close = async () => {
      this.#open.delete(micro);
      await micro.close();
    };
    return { micro, close };
  }
}
