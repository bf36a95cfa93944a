import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { CallOptions, Contract } from '@caruso/core';
import type { Channel } from '../channel/channel.js';
import { channelStub } from '../channel/channel-stub.js';
import { type ContractDocument, contractDocument } from '../contract-gate/contract-document.js';
import { contractOf } from '../contract-gate/contract-of.js';
import type { Directory } from '../model/directory.js';
import type { ServiceEntry } from '../model/service-entry.js';
import { WorkerHost } from './worker-contract.js';

/** How long a worker waits for the other thread to look something up, in milliseconds. */
const ANSWER_MS = 10_000;

/** The way on which a worker looks something up without waiting for an event of its own. */
export interface LookUps {
  readonly port: MessagePort;
  /** One number, which the other thread raises with each answer. */
  readonly answers: Int32Array;
}

interface Answer {
  readonly number: number;
  readonly value: unknown;
}

/** Answers what the directory of a worker asks. */
export function answerLookUps({ port, answers }: LookUps, directory: Directory): void {
  port.on('message', ({ number, question }: { number: number; question: 'contracts' | 'entries' }) => {
    const value = question === 'entries' ? directory.entries() : directory.contracts().map(contractDocument);
    port.postMessage({ number, value } satisfies Answer);
    Atomics.store(answers, 0, number);
    Atomics.notify(answers, 0);
  });
  port.unref();
}

/**
 * The directory of the assembly as a worker sees it. Contracts come as documents, so their schemas are those of JSON Schema;
 * what these cannot say, the provider checks. To list them stops the worker until the other thread has answered.
 */
export function workerDirectory(channel: Channel, lookUps: LookUps, caller: string): Directory {
  const host = channelStub(WorkerHost, channel, caller);
  let asked = 0;
  const ask = (question: 'contracts' | 'entries'): unknown => {
    asked += 1;
    lookUps.port.postMessage({ number: asked, question });
    const answeredNow = () => Atomics.load(lookUps.answers, 0);
    for (let answered = answeredNow(); answered < asked; answered = answeredNow()) {
      if (Atomics.wait(lookUps.answers, 0, answered, ANSWER_MS) === 'timed-out') {
        throw new Error(`the thread of the assembly did not say within ${ANSWER_MS} ms which ${question} there are`);
      }
    }
    let answer: Answer | undefined;
    // An answer that came too late for who had asked may lie before it.
    do answer = receiveMessageOnPort(lookUps.port)?.message as Answer | undefined;
    while (answer && answer.number !== asked);
    return answer?.value;
  };
  return {
    contracts: () =>
      (ask('contracts') as readonly ContractDocument[]).map((document): Contract => contractOf(document)),
    entries: () => ask('entries') as readonly ServiceEntry[],
    call: (contract, operation, input, options?: CallOptions) => host.call({ contract, operation, input }, options),
  };
}
