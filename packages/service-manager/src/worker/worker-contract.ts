import { defineContract } from '@caruso/core';
import { z } from 'zod';
import type { ContractDocument } from '../contract-gate/contract-document.js';
import type { Requirement } from '../model/requirement.js';
import type { RunPolicy } from '../model/run-policy.js';
import type { Component } from '../model/service-manager.js';

/** A contract by name, and the version somebody has of it. */
export interface ContractVersion {
  readonly name: string;
  readonly version: string;
}

/** What a worker is asked to run. */
export interface WorkerOrder {
  /** The URL of the module. */
  readonly module: string;
  /** What its function is called with. */
  readonly options?: unknown;
  /** The name of the component the module is for. */
  readonly component: string;
  /** What it must provide. */
  readonly provides: readonly ContractVersion[];
  /** What it can call. */
  readonly given: readonly ContractVersion[];
}

/** A component without its inside, as it crosses to another thread. */
export interface ComponentDescription {
  readonly settings: RunPolicy & Pick<Component, 'name' | 'version' | 'ranking' | 'properties'>;
  readonly provides: readonly ContractDocument[];
  readonly requires: readonly (Omit<Requirement, 'contract'> & { readonly contract: ContractDocument })[];
}

/** A line for the log of the assembly. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly data?: Readonly<Record<string, unknown>> | undefined;
  /** What was caught, with its stack, as text. */
  readonly thrown?: string | undefined;
}

const nothing = z.object({});

// Both ends of these contracts are of one build, so their values are only named here, not checked.

/** What a worker does for the thread that has started it, besides the services of its component. */
export const WorkerControl = defineContract('caruso.worker', '1.0.0', {
  describe: {
    input: z.custom<Pick<WorkerOrder, 'module' | 'options'>>(),
    output: z.custom<ComponentDescription>(),
  },
  create: { input: z.custom<WorkerOrder>(), output: nothing },
  startServices: { input: nothing, output: nothing },
  /** The reason when it cannot do its work. */
  checkServices: { input: nothing, output: z.object({ reason: z.string().exactOptional() }) },
  stopServices: { input: nothing, output: nothing },
});

/** What the thread that has started a worker does for it, besides the stubs of what its component requires. */
export const WorkerHost = defineContract('caruso.worker-host', '1.0.0', {
  log: { input: z.custom<LogLine>(), output: nothing },
  /** Calls an operation by the directory. */
  call: {
    input: z.custom<{ readonly contract: string; readonly operation: string; readonly input: unknown }>(),
    output: z.unknown(),
  },
});
