import type { ServedOperation, ServiceHost } from './service-host.js';
import type { Subjects } from './subjects.js';

/** Queue group of all endpoints: instances of one service and version share the requests. */
export const QUEUE_GROUP = 'q';

/** Where in the metadata stands which contracts a service provides, and in which process it runs. */
export const CONTRACT_KEY = 'caruso_contract';
export const NODE_KEY = 'caruso_node';
const STREAM_KEY = 'caruso_stream';

/** Where a service stands. */
export interface MicroPlace {
  readonly subjects: Subjects;
  readonly node: string;
}

/**
 * What a service answers to a question of ADR-32; undefined for a verb that is none.
 *
 * @see https://github.com/nats-io/nats-architecture-and-design/blob/main/adr/ADR-32.md
 */
export function microDocument(verb: string, host: ServiceHost, at: MicroPlace): object | undefined {
  switch (verb) {
    case 'PING':
      return { type: 'io.nats.micro.v1.ping_response', ...identity(host, at) };
    case 'INFO':
      return {
        type: 'io.nats.micro.v1.info_response',
        ...identity(host, at),
        description: host.service.description ?? '',
        endpoints: host
          .operations()
          .map((operation) => ({ ...endpoint(operation, at), metadata: metadata(operation) })),
      };
    case 'STATS':
      return {
        type: 'io.nats.micro.v1.stats_response',
        ...identity(host, at),
        started: new Date(host.started).toISOString(),
        endpoints: host.operations().map((operation) => ({ ...endpoint(operation, at), ...statistics(operation) })),
      };
    default:
      return undefined;
  }
}

function identity({ service }: ServiceHost, { node }: MicroPlace) {
  const { name, id, version, contracts } = service;
  const provided = contracts.map((contract) => `${contract.name}@${contract.version}`).join(',');
  return { name, id, version, metadata: { ...service.metadata, [CONTRACT_KEY]: provided, [NODE_KEY]: node } };
}

function endpoint({ host, contract, name }: ServedOperation, { subjects }: MicroPlace) {
  const { service } = host;
  const subject = subjects.endpoint(contract.name, service.name, service.version, name);
  return { name, subject, queue_group: QUEUE_GROUP };
}

function metadata({ contract, operation }: ServedOperation) {
  return {
    [CONTRACT_KEY]: `${contract.name}@${contract.version}`,
    ...(operation.stream ? { [STREAM_KEY]: 'true' } : {}),
  };
}

function statistics({ statistics: counted }: ServedOperation) {
  return {
    num_requests: counted.requests,
    num_errors: counted.errors,
    last_error: counted.lastError,
    processing_time: counted.processingNs,
    average_processing_time: counted.averageNs,
    data: JSON.stringify({ running: counted.running }),
  };
}
