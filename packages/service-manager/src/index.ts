export { type Assembly, defineAssembly } from './assembly/assembly.js';
export {
  type BreakerPolicy,
  type Component,
  type ComponentDefinition,
  type ComponentHost,
  type Concurrency,
  type DrainPolicy,
  defineComponent,
  type HealthPolicy,
  type Implementations,
  optional,
  type Properties,
  type Provision,
  provide,
  type Requirement,
  type RunPolicy,
  required,
  type ServiceClass,
} from './assembly/component.js';
export { CLOCK, DIRECTORY, EVENTS, inject, LOG, SERVICES } from './assembly/inject.js';
export { partFor } from './assembly/part-for.js';
export { type AssemblyPlan, type PlannedStart, plan, startOrder } from './assembly/plan.js';
export type { RunningAssembly } from './assembly/running-assembly.js';
export { type AssemblyOptions, startAssembly } from './assembly/start-assembly.js';
export { type ControlConnection, connectControl } from './channel/control-socket.js';
export { type Breach, compareContracts } from './contract-gate/compare-contracts.js';
export { ContractDocument, contractDocument, type OperationDocument } from './contract-gate/contract-document.js';
export { contractOf } from './contract-gate/contract-of.js';
export type { JsonSchema } from './contract-gate/json-schema.js';
export { refuseBreakingMinor } from './contract-gate/refuse-breaking-minor.js';
export type { ControlSettings } from './control/control-settings.js';
export { serviceControl } from './control/service-control.js';
export { ServiceErrors } from './errors.js';
export type {
  DeliveredEvent,
  EventBus,
  EventEnvelope,
  EventHandler,
  EventSubscription,
  Events,
  PublishOptions,
  SubscribeOptions,
} from './events/events.js';
export { type JetStreamEventsOptions, jetStreamEvents } from './events/jetstream-events.js';
export { type LocalEventsOptions, localEvents } from './events/local-events.js';
export { type Log, silentLog, stderrLog } from './log.js';
export type { Directory } from './registry/directory.js';
export type { Drained } from './registry/drain.js';
export type { Candidate, Explanation } from './registry/judge.js';
export { createServiceManager, type ManagerOptions } from './registry/local-service-manager.js';
export type { Probation } from './registry/probation.js';
export type { Query, StubOptions } from './registry/query.js';
export type { Registration, RegistrationUpdate } from './registry/registration.js';
export type { Receipt, ReplaceOptions } from './registry/replacement.js';
export type { ServiceEntry, ServiceReference } from './registry/service-entry.js';
export type { RegisterOptions, ServiceManager } from './registry/service-manager.js';
export type { ServiceChange, Watch, WatchFilter } from './registry/watches.js';
