export { CarusoError, type ErrorDocument, type ErrorKind } from './caruso-error.js';
export { ChangeSignal } from './change-signal.js';
export { type Clock, systemClock, type Timer, VirtualClock } from './clock.js';
export {
  type ArgumentOf,
  type Contract,
  defineContract,
  type InputOf,
  type Operation,
  type Operations,
  type OutputOf,
  type ResultOf,
} from './contract.js';
export { csvField, guardFormula, unguardFormula } from './csv-cell.js';
export { defineErrors, type ErrorClass, type ErrorClasses, type ErrorRow, error } from './define-errors.js';
export { defineEvent, type EventData, type EventInput, type EventType } from './define-event.js';
export { CoreErrors } from './errors.js';
export { newId } from './new-id.js';
export type { Actor, Call, CallOptions, Lifecycle, Service, ServiceContext, ServiceState, Stub } from './service.js';
export { betaCdf, betaQuantile } from './statistics/beta-distribution.js';
export { normalQuantile } from './statistics/normal-quantile.js';
export { studentQuantile } from './statistics/student-quantile.js';
export { upperLimit } from './statistics/upper-limit.js';
export { type Interval, wilsonInterval } from './statistics/wilson-interval.js';
