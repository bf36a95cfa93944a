import { createHash } from 'node:crypto';
import type { Contract } from '@caruso/core';
import { ContractDocument, contractDocument } from '../../contract-gate/contract-document.js';
import { contractOf } from '../../contract-gate/contract-of.js';

/** The document of a contract as it travels. */
export interface ContractText {
  readonly digest: string;
  readonly text: string;
}

const texts = new WeakMap<Contract, ContractText>();

/** The document of a contract with its fingerprint; worked out once for each contract. */
export function contractText(contract: Contract): ContractText {
  const known = texts.get(contract);
  if (known) return known;
  const text = JSON.stringify(contractDocument(contract));
  const made = { digest: digestOf(text), text };
  texts.set(contract, made);
  return made;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** The contracts of other processes, by the fingerprints of their documents. */
export class ContractLibrary {
  readonly #contracts = new Map<string, Contract>();
  readonly #texts = new Map<string, string>();

  has(digest: string): boolean {
    return this.#contracts.has(digest);
  }

  get(digest: string): Contract | undefined {
    return this.#contracts.get(digest);
  }

  text(digest: string): string | undefined {
    return this.#texts.get(digest);
  }

  /**
   * Takes a document in.
   *
   * @throws what is wrong with the document
   */
  add(text: string): string {
    const digest = digestOf(text);
    if (this.#contracts.has(digest)) return digest;
    this.#contracts.set(digest, contractOf(ContractDocument.parse(JSON.parse(text))));
    this.#texts.set(digest, text);
    return digest;
  }

  /** Takes in what this process provides itself. */
  addOwn(contract: Contract): void {
    const { digest, text } = contractText(contract);
    if (this.#contracts.has(digest)) return;
    this.#contracts.set(digest, contract);
    this.#texts.set(digest, text);
  }
}
