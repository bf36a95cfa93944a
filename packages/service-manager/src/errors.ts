import { defineErrors, error } from '@caruso/core';
import type { Candidate } from './model/explanation.js';
import { type Finding, findingLine } from './verify/finding.js';

interface Operation {
  readonly contract: string;
  readonly operation: string;
}

const sentence = (names: readonly string[], none: string) => (names.length ? names.join(', ') : none);

const reasons = (candidates: readonly Candidate[]) =>
  candidates.length === 0
    ? 'No component provides it.'
    : candidates.map(({ component, version, reason }) => `"${component}" ${version}: ${reason}.`).join(' ');

interface EventAtConsumer {
  readonly event: string;
  readonly id: string;
  readonly consumer: string;
}

/** The errors of this package (`CRS-SVC-…`). */
export const ServiceErrors = defineErrors('SVC', {
  NotFound: error(
    1,
    'not-found',
    ({ contract, candidates }: { contract: string; candidates: readonly Candidate[] }) =>
      `No service fits "${contract}". ${reasons(candidates)}`,
  ),
  Unavailable: error(
    2,
    'unavailable',
    ({ contract, waitedMs, candidates }: { contract: string; waitedMs: number; candidates: readonly Candidate[] }) =>
      `No service takes calls of "${contract}" at the moment${waitedMs > 0 ? ` (waited ${waitedMs} ms)` : ''}. ${reasons(candidates)} Try again later.`,
  ),
  UnknownOperation: error(
    3,
    'not-found',
    ({ contract, operation, known }: Operation & { known: readonly string[] }) =>
      `"${contract}" has no operation "${operation}". It has: ${sentence(known, 'none')}.`,
  ),
  InvalidInput: error(
    4,
    'invalid',
    ({ contract, operation, issues }: Operation & { issues: string }) =>
      `The input of ${contract}.${operation} does not fit its contract: ${issues}.`,
  ),
  InvalidOutput: error(
    5,
    'internal',
    ({ contract, operation, issues }: Operation & { issues: string }) =>
      `The provider of ${contract}.${operation} returned what its contract does not allow: ${issues}.`,
  ),
  TimedOut: error(
    6,
    'timeout',
    ({ contract, operation, timeoutMs }: Operation & { timeoutMs: number }) =>
      `${contract}.${operation} did not answer within ${timeoutMs} ms.`,
  ),
  Cancelled: error(
    7,
    'unavailable',
    ({ contract, operation }: Operation) => `The call of ${contract}.${operation} was given up by its caller.`,
  ),
  OperationFailed: error(
    8,
    'internal',
    ({ contract, operation, reason }: Operation & { reason: string }) => `${contract}.${operation} failed: ${reason}`,
  ),
  MissingProvider: error(
    10,
    'invalid',
    ({ missing }: { missing: readonly { component: string; contract: string; found?: string | undefined }[] }) =>
      `The assembly is incomplete: ${missing
        .map(
          ({ component, contract, found }) =>
            `"${component}" needs ${contract}, ${found ? `but there is only ${found}` : 'which no component provides'}`,
        )
        .join('; ')}. Add a component that provides it to the assembly.`,
  ),
  DependencyCycle: error(
    11,
    'invalid',
    ({ path }: { path: readonly string[] }) =>
      `These components wait for each other: ${path.join(' -> ')}. Make one of these needs optional, or split a component.`,
  ),
  DuplicateProvider: error(
    12,
    'invalid',
    ({ contract, components }: { contract: string; components: readonly string[] }) =>
      `"${contract}" is provided by ${components.map((name) => `"${name}"`).join(' and ')}, and nothing tells which of them to call. Give them different versions, rankings or properties, or leave one out.`,
  ),
  DuplicateComponent: error(
    13,
    'invalid',
    ({ component }: { component: string }) => `The assembly names the component "${component}" twice.`,
  ),
  StartFailed: error(
    14,
    'unavailable',
    ({ component, reason }: { component: string; reason: string }) =>
      `The component "${component}" could not start: ${reason}`,
  ),
  IncompleteService: error(
    15,
    'internal',
    ({ contract, component, missing }: { contract: string; component: string; missing: readonly string[] }) =>
      `The service of "${component}" does not implement ${missing.map((name) => `${contract}.${name}`).join(', ')}.`,
  ),
  UnknownService: error(
    9,
    'not-found',
    ({ service, known }: { service: string; known: readonly string[] }) =>
      `There is no service or contract called "${service}". There are: ${sentence(known, 'none')}.`,
  ),
  StartGivenUp: error(
    16,
    'unavailable',
    ({ before }: { before: string }) => `The start was given up before "${before}"; what had started is stopped again.`,
  ),
  BadComponent: error(
    17,
    'invalid',
    ({ component, reason }: { component: string; reason: string }) =>
      `The component "${component}" cannot be registered: ${reason}.`,
  ),
  BadQuery: error(
    18,
    'invalid',
    ({ contract, reason }: { contract: string; reason: string }) =>
      `The query for "${contract}" cannot be answered: ${reason}.`,
  ),
  MissingDependency: error(
    19,
    'unavailable',
    ({ component, missing, waitedMs }: { component: string; missing: readonly string[]; waitedMs: number }) =>
      `The component "${component}" did not start within ${waitedMs} ms, because it needs ${missing.join(', ')}, which nobody provides. It starts as soon as somebody does.`,
  ),
  StartTimeout: error(
    20,
    'unavailable',
    ({ component, timeoutMs }: { component: string; timeoutMs: number }) =>
      `The component "${component}" had not started within ${timeoutMs} ms. Give it more time with startMs, or find what it waits for.`,
  ),
  DrainTimeout: error(
    21,
    'unavailable',
    ({ component, contract, operation, waitedMs }: Operation & { component: string; waitedMs: number }) =>
      `${contract}.${operation} was cut off after ${waitedMs} ms, because "${component}" was being replaced or stopped and its handler did not end. What it has done is not known.`,
  ),
  CircuitOpen: error(
    22,
    'unavailable',
    ({ component, contract, operation }: Operation & { component: string }) =>
      `${contract}.${operation} was not tried, because too many calls of "${component}" have failed lately. Try again in a while.`,
  ),
  Overloaded: error(
    23,
    'unavailable',
    ({ component, atOnce, waiting }: { component: string; atOnce: number; waiting: number }) =>
      `"${component}" runs ${atOnce} calls at once and lets ${waiting} wait; this one was refused. Try again in a while.`,
  ),
  TooManyWaiting: error(
    24,
    'unavailable',
    ({ contract, waiting }: { contract: string; waiting: number }) =>
      `Nobody takes calls of "${contract}", and ${waiting} calls wait already; this one was refused. Try again later.`,
  ),
  WouldBreakConsumers: error(
    25,
    'conflict',
    ({
      component,
      from,
      to,
      reasons: why,
    }: {
      component: string;
      from: string;
      to: string;
      reasons: readonly string[];
    }) =>
      `"${component}" ${from} cannot be replaced by ${to}: ${why.join('; ')}. Register it under another name beside the old one, or keep what is called.`,
  ),
  ReplaceFailed: error(
    26,
    'unavailable',
    ({ component, from, to, reason }: { component: string; from: string; to: string; reason: string }) =>
      `"${component}" ${from} stays, because ${to} could not take over: ${reason}`,
  ),
  NoRelease: error(
    28,
    'not-found',
    ({ module, folder, known }: { module: string; folder: string | undefined; known: readonly string[] }) =>
      folder === undefined
        ? 'This assembly has no folder of releases: give serviceControl({ releases: … }) one to replace components from outside.'
        : `There is no module "${module}" (.js, .mjs or .cjs) in ${folder}. There are: ${sentence(known, 'none')}.`,
  ),
  ReleaseOfAnother: error(
    30,
    'conflict',
    ({ module, release, service }: { module: string; release: string; service: string }) =>
      `"${module}" is a release of "${release}", and not of "${service}", which stays. Choose a release of "${service}".`,
  ),
  ControlOfItself: error(
    29,
    'invalid',
    ({ component, action }: { component: string; action: string }) =>
      `"${component}" carries out such orders and cannot ${action} itself. Change it in the assembly, and start that again.`,
  ),
  ManagerStopped: error(
    27,
    'unavailable',
    ({ action }: { action: string }) => `The service manager has stopped; ${action} is not possible any more.`,
  ),
  ChannelClosed: error(
    50,
    'unavailable',
    ({ peer, reason }: { peer: string; reason: string }) => `There is no connection to ${peer}: ${reason}.`,
  ),
  WorkerEnded: error(
    51,
    'unavailable',
    ({ component, module, reason }: { component: string; module: string; reason: string }) =>
      `The worker of "${component}" (${module}) has ended: ${reason}.`,
  ),
  ModuleNotLoaded: error(
    52,
    'invalid',
    ({ module, reason }: { module: string; reason: string }) => `The module ${module} cannot be loaded: ${reason}`,
  ),
  NoComponentInModule: error(
    53,
    'invalid',
    ({ module, found }: { module: string; found: string }) =>
      `The default export of ${module} must be a component or a function that returns one, and it is ${found}.`,
  ),
  ModuleDoesNotFit: error(
    54,
    'invalid',
    ({ component, module, reason }: { component: string; module: string; reason: string }) =>
      `The module ${module} cannot run as "${component}": ${reason}.`,
  ),
  WorkerStartFailed: error(
    55,
    'unavailable',
    ({ component, module, reason }: { component: string; module: string; reason: string }) =>
      `"${component}" could not start in its worker (${module}): ${reason}`,
  ),
  CannotCross: error(
    56,
    'invalid',
    ({ peer, path, reason }: { peer: string; path: string; reason: string }) =>
      `A value cannot be sent to ${peer}: ${path} ${reason}. Only plain data crosses.`,
  ),
  MessageTooLarge: error(
    57,
    'invalid',
    ({ peer, bytes, limit }: { peer: string; bytes: number; limit: number }) =>
      `A message of ${bytes} bytes is too large for the connection to ${peer}, which carries ${limit} at most. Send it in parts.`,
  ),
  ControlPathUnusable: error(
    58,
    'invalid',
    ({ path, reason }: { path: string; reason: string }) => `There can be no control socket at ${path}: ${reason}.`,
  ),
  ControlInUse: error(
    59,
    'conflict',
    ({ address }: { address: string }) =>
      `Another process serves the control socket ${address}. Stop it, or choose another path.`,
  ),
  NobodyThere: error(
    60,
    'unavailable',
    ({ contract, operation }: Operation) =>
      `Nobody took the call of ${contract}.${operation}: its provider has gone. It was not begun, so it can be made again.`,
  ),
  NodeLost: error(
    61,
    'unavailable',
    ({ contract, operation, node }: Operation & { node: string }) =>
      `The process "${node}" was lost while it served ${contract}.${operation}. What the call has done is not known.`,
  ),
  ConnectionLost: error(
    62,
    'unavailable',
    ({ contract, operation }: Operation) =>
      `The connection to NATS was lost during ${contract}.${operation}. What the call has done is not known.`,
  ),
  NotConnected: error(
    63,
    'unavailable',
    ({ contract, operation }: Operation) =>
      `${contract}.${operation} was not called, because there is no connection to NATS at the moment. Try again later.`,
  ),
  Forbidden: error(
    64,
    'forbidden',
    ({ contract, operation }: Operation) =>
      `The user of this connection to NATS may not call ${contract}.${operation}. An administrator can grant it.`,
  ),
  PayloadTooLarge: error(
    65,
    'invalid',
    ({ contract, operation, bytes, limit }: Operation & { bytes: number; limit: number }) =>
      `A message of ${contract}.${operation} has ${bytes} bytes, and the NATS server takes at most ${limit}. Send less, or raise its max_payload.`,
  ),
  BadPayload: error(
    66,
    'invalid',
    ({ contract, operation, reason }: Operation & { reason: string }) =>
      `The message for ${contract}.${operation} is not JSON: ${reason}.`,
  ),
  BadMicroService: error(
    67,
    'invalid',
    ({ service, reason }: { service: string; reason: string }) =>
      `"${service}" cannot be a service in NATS: ${reason}.`,
  ),
  UnreadableAnswer: error(
    68,
    'internal',
    ({ contract, operation, reason }: Operation & { reason: string }) =>
      `The provider of ${contract}.${operation} answered with something that is not JSON: ${reason}.`,
  ),
  RemoteFailed: error(
    69,
    'internal',
    ({ contract, operation, code, reason }: Operation & { code: number; reason: string }) =>
      `${contract}.${operation} failed with ${code}: ${reason}`,
  ),
  RemoteRefused: error(
    70,
    'invalid',
    ({ contract, operation, code, reason }: Operation & { code: number; reason: string }) =>
      `${contract}.${operation} refused the call with ${code}: ${reason}`,
  ),
  CannotConnect: error(
    71,
    'unavailable',
    ({ servers, reason }: { servers: readonly string[]; reason: string }) =>
      `There is no connection to NATS at ${servers.join(', ')}: ${reason}.`,
  ),
  NotAdmitted: error(
    72,
    'unauthenticated',
    ({ servers, reason }: { servers: readonly string[]; reason: string }) =>
      `NATS at ${servers.join(', ')} does not admit this process: ${reason}. Check its user and password, token or credentials.`,
  ),
  InvalidEvent: error(
    80,
    'invalid',
    ({ event, issues }: { event: string; issues: string }) =>
      `The data of the event "${event}" does not fit its definition, so it was not published: ${issues}.`,
  ),
  UnfitEvent: error(
    81,
    'invalid',
    ({ event, id, consumer, issues }: EventAtConsumer & { issues: string }) =>
      `The event ${id} ("${event}") was not delivered to "${consumer}", because it does not fit the definition used there: ${issues}. Bring publisher and subscriber to versions that fit.`,
  ),
  EventQueueFull: error(
    82,
    'unavailable',
    ({ event, consumer, capacity }: { event: string; consumer: string; capacity: number }) =>
      `The event "${event}" was not published: ${capacity} of them wait for "${consumer}" already. Try again later, or forget that consumer if nobody subscribes to it any more.`,
  ),
  EventGivenUp: error(
    83,
    'internal',
    ({ event, id, consumer, attempts, reason }: EventAtConsumer & { attempts: number; reason: string }) =>
      `"${consumer}" could not handle the event ${id} ("${event}") in ${attempts} attempts, so it was given up: ${reason}`,
  ),
  EventsUnavailable: error(
    84,
    'unavailable',
    ({ company, reason }: { company: string; reason: string }) =>
      `The events of "${company}" need a NATS server with JetStream: ${reason}. Start it with "nats-server -js" and try again.`,
  ),
  EventNotStored: error(
    85,
    'unavailable',
    ({ event, id, reason }: { event: string; id: string; reason: string }) =>
      `The server did not confirm that it stored the event ${id} ("${event}"): ${reason}. Publish it again with the same id.`,
  ),
  EventsClosed: error(
    86,
    'unavailable',
    ({ event }: { event: string }) => `The events have been closed; "${event}" cannot be used through them any more.`,
  ),
  BadSubscription: error(
    87,
    'invalid',
    ({ event, consumer, reason }: { event: string; consumer: string; reason: string }) =>
      `"${consumer}" cannot subscribe to the event "${event}": ${reason}.`,
  ),
  ConsumerInUse: error(
    88,
    'conflict',
    ({ event, consumer }: { event: string; consumer: string }) =>
      `"${consumer}" still subscribes to the event "${event}", so it cannot be forgotten. Close its subscriptions first.`,
  ),
  BreakingContract: error(
    40,
    'conflict',
    ({
      contract,
      older,
      newer,
      breaches,
    }: {
      contract: string;
      older: string;
      newer: string;
      breaches: readonly { readonly message: string }[];
    }) =>
      `${contract} ${newer} would break those built against ${older}: ${breaches.map(({ message }) => message).join('; ')}. Keep what they use, or give it the next major version.`,
  ),
  NotConforming: error(
    41,
    'invalid',
    ({ contract, version, findings }: { contract: string; version: string; findings: readonly Finding[] }) =>
      [`The service does not conform to ${contract} ${version}:`, ...findings.map(findingLine)].join('\n- '),
  ),
  MayNotProvide: error(
    73,
    'forbidden',
    ({ contract, user }: { contract: string; user: string }) =>
      `"${user}" may not provide "${contract}" to other processes. An administrator can grant it.`,
  ),
  MayNotOperate: error(
    74,
    'forbidden',
    ({ component, user }: { component: string; user: string }) =>
      `"${user}" may not drain or maintain "${component}". An administrator can grant it.`,
  ),
  RunsElsewhere: error(
    75,
    'conflict',
    ({ component, node }: { component: string; node: string }) =>
      `"${component}" runs in the process "${node}"; it can be replaced only there.`,
  ),
  HubUnreachable: error(
    76,
    'unavailable',
    ({ company, waitedMs, doing }: { company: string; waitedMs: number; doing: string }) =>
      `The service manager of "${company}" has not answered over NATS for ${waitedMs} ms, so ${doing}. Start its assembly with natsHub, or look for what keeps it from NATS.`,
  ),
  NoMicroService: error(
    77,
    'unavailable',
    ({ contract, service, reason }: { contract: string; service: string | undefined; reason: string }) =>
      `No service in NATS ${service === undefined ? '' : `called "${service}" `}provides ${contract}: ${reason}.`,
  ),
  BadGrant: error(
    78,
    'invalid',
    ({ user, pattern }: { user: string; pattern: string }) =>
      `The grant "${pattern}" of "${user}" is no name of a contract; name it in full, or grant all with "*".`,
  ),
});
