export { type Assembly, defineAssembly } from './assembly/assembly.js';
export {
  type Component,
  type ComponentDefinition,
  defineComponent,
  optional,
  type Provision,
  provide,
  type Requirement,
  type ServiceClass,
} from './assembly/component.js';
export { CLOCK, DIRECTORY, inject, LOG } from './assembly/inject.js';
export { partFor, startOrder } from './assembly/plan.js';
export type { RunningAssembly } from './assembly/running-assembly.js';
export { type AssemblyOptions, startAssembly } from './assembly/start-assembly.js';
export { ServiceErrors } from './errors.js';
export { type Log, silentLog, stderrLog } from './log.js';
export type { Directory } from './registry/directory.js';
export { createServiceManager, type ManagerOptions } from './registry/local-service-manager.js';
export type { ServiceEntry } from './registry/service-entry.js';
export type { ServiceManager } from './registry/service-manager.js';
