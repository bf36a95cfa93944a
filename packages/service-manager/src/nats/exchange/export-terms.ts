import type { Contract } from '@caruso/core';
import type { Log } from '../../log.js';
import type { LocalServiceManager } from '../../manager/local-service-manager.js';
import type { NatsServices } from '../nats-services.js';
import type { Statement } from './statement.js';

/** Told what this process offers, as it changes. */
export interface Announcer {
  /** May say what was said before; nobody else is told that again. */
  announce(statement: Statement, contracts: readonly Contract[]): void;
  withdraw(id: string): void;
}

/** What exported services need around them. */
export interface ExportTerms {
  readonly manager: LocalServiceManager;
  readonly services: NatsServices;
  readonly announcer: Announcer;
  readonly log: Log;
  /** Whether what runs there is offered to other processes. */
  offers(runsIn: string): boolean;
}
