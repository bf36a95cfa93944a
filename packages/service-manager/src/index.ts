export { type Assembly, defineAssembly } from './assembly/assembly.js';
export { loadingFrom, pathInAssembly } from './assembly/assembly-folder.js';
export { type ComponentDefinition, defineComponent } from './assembly/define-component.js';
export { CLOCK, DIRECTORY, EVENTS, inject, LOG, SERVICES } from './assembly/inject.js';
export { partFor } from './assembly/part-for.js';
export { type AssemblyPlan, type PlannedStart, plan, startOrder } from './assembly/plan.js';
export { type Provision, provide, type ServiceClass } from './assembly/provision.js';
export type { RunningAssembly } from './assembly/running-assembly.js';
export { type AssemblyOptions, startAssembly } from './assembly/start-assembly.js';
export type { Channel } from './channel/channel.js';
export { checkedService } from './channel/checked-service.js';
export { type ControlConnection, type ControlServer, connectControl, serveControl } from './channel/control-socket.js';
export type { Resolve, Served } from './channel/served.js';
export { stubService } from './channel/stub-service.js';
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
export { type EventSurroundings, type NatsEventsOptions, natsEvents, type OpenEvents } from './events/nats-events.js';
export { type Log, silentLog, stderrLog } from './log.js';
export { createServiceManager, type ManagerOptions } from './manager/local-service-manager.js';
export type { Directory } from './model/directory.js';
export type { Candidate, Explanation } from './model/explanation.js';
export type { Properties } from './model/properties.js';
export type { Query, StubOptions } from './model/query.js';
export type { Drained, Probation, Receipt, ReplaceOptions } from './model/receipt.js';
export { optional, type Requirement, required } from './model/requirement.js';
export type { BreakerPolicy, Concurrency, DrainPolicy, HealthPolicy, RunPolicy } from './model/run-policy.js';
export type { ServiceEntry, ServiceReference } from './model/service-entry.js';
export type {
  Component,
  ComponentHost,
  Implementations,
  RegisterOptions,
  Registration,
  RegistrationUpdate,
  ServiceManager,
} from './model/service-manager.js';
export type { ServiceChange, Watch, WatchFilter } from './model/watch.js';
export type { Grant, UserGrants } from './nats/hub/grants.js';
export { type HubOptions, NatsHub } from './nats/hub/nats-hub.js';
export { type NatsHubOptions, natsHub } from './nats/hub/nats-hub-component.js';
export { hubPermissions, type NatsPermissions, natsPermissions } from './nats/hub/nats-permissions.js';
export type { MicroTerms } from './nats/micro/micro-import.js';
export { type ConnectOptions, connectManager } from './nats/mirror/connect-manager.js';
export type { RemoteManager } from './nats/mirror/remote-manager.js';
export type { NatsOptions } from './nats/open-connection.js';
export type { ConformanceReport, OperationReport } from './verify/conformance-report.js';
export type { ExampleFor, Examples } from './verify/examples.js';
export type { Finding, FindingRule } from './verify/finding.js';
export type { ServiceSource } from './verify/subject.js';
export { type VerifyOptions, verify } from './verify/verify.js';
export { inlineReloads } from './worker/inline-reloads.js';
export { type LoadTerms, loadComponent } from './worker/load-component.js';
export type { WorkerTerms } from './worker/run-in-worker.js';
export { type WorkerComponentDefinition, workerComponent } from './worker/worker-component.js';
export type { ThreadTerms } from './worker/worker-thread.js';
