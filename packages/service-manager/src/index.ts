export { type Assembly, defineAssembly } from './assembly.js';
export {
  type Component,
  type ComponentDefinition,
  defineComponent,
  optional,
  type Provision,
  provide,
  type Requirement,
  type ServiceClass,
} from './component.js';
export type { Directory, ServiceEntry } from './directory.js';
export { ServiceErrors } from './errors.js';
export { CLOCK, DIRECTORY, inject, LOG } from './inject.js';
export { type Log, silentLog, stderrLog } from './log.js';
export { partFor, startOrder } from './plan.js';
export type { RunningAssembly } from './running-assembly.js';
export { type AssemblyOptions, startAssembly } from './start-assembly.js';
