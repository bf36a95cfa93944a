import { type Clock, type Contract, systemClock } from '@caruso/core';
import type { Msg, Subscription } from '@nats-io/transport-node';
import { contractDocument } from '../contract-gate/contract-document.js';
import { ServiceErrors } from '../errors.js';
import { CallControl } from './call-control.js';
import { jsonPayload } from './json-payload.js';
import { leanSubscription } from './lean-subscription.js';
import { microDocument, QUEUE_GROUP } from './micro-documents.js';
import type { NatsLink } from './nats-link.js';
import { RequestServer } from './request-server.js';
import { requireServable, type ServedService } from './served-service.js';
import { ServiceHost } from './service-host.js';
import { CONTRACT_OPERATION, dottedToken, type EndpointAddress, Subjects } from './subjects.js';
import { errorAnswer, GONE } from './wire-error.js';

/**
 * The services that this process offers over NATS: one per process. Our own callers reach them with one subscription for all
 * calls; anybody else through the endpoints of ADR-32, whose instances share the requests. A service costs three subscriptions.
 */
export class NatsServices {
  readonly #hosts = new Map<string, ServiceHost>();
  readonly #requests: RequestServer;
  readonly #control: CallControl;
  #shared: readonly Subscription[] | undefined;

  constructor(
    private readonly link: NatsLink,
    clock: Clock = systemClock,
  ) {
    this.#control = new CallControl(link, clock);
    this.#requests = new RequestServer(link, this.#control);
  }

  /** Requests that are served now. */
  get running(): number {
    let running = 0;
    for (const host of this.#hosts.values()) running += host.running;
    return running;
  }

  /**
   * Offers a service; resolves when the server knows it, so that everybody can call it.
   *
   * @throws ServiceErrors.BadMicroService when its name, version, id or an operation has no form in NATS
   */
  async add(service: ServedService): Promise<void> {
    requireServable(service);
    if (this.#hosts.has(service.id)) {
      throw new ServiceErrors.BadMicroService({ service: service.name, reason: `its id "${service.id}" is taken` });
    }
    const host = new ServiceHost(service);
    this.#hosts.set(service.id, host);
    this.#shared ??= this.#subscribeShared();
    // What is added in the same turn is made known in one write.
    await this.link.nextTurn();
    if (this.#hosts.get(service.id) !== host) return;
    host.subscriptions = this.#subscribeAbout(host);
    if (!host.leaving && host.endpoints.length === 0) host.endpoints = this.#subscribeEndpoints(host);
    await this.link.synced();
  }

  /** Another version of a service takes its place under its id; no call is lost. */
  async revise(service: ServedService): Promise<void> {
    requireServable(service);
    const host = this.#hosts.get(service.id);
    if (!host) return this.add(service);
    const before = host.endpoints;
    host.revise(service);
    host.endpoints = host.leaving ? [] : this.#subscribeEndpoints(host);
    await this.link.synced();
    await this.#drain(before);
  }

  /** Takes no more calls for a service, which stays known. From the return of this function on they are sent back. */
  pause(id: string): void {
    const host = this.#hosts.get(id);
    if (!host || host.leaving) return;
    host.leaving = true;
    void this.#drain(host.endpoints);
    host.endpoints = [];
  }

  /** Takes calls again. */
  resume(id: string): void {
    const host = this.#hosts.get(id);
    if (!host?.leaving) return;
    host.leaving = false;
    host.endpoints = this.#subscribeEndpoints(host);
  }

  /**
   * Takes a service back; resolves when its last request has been answered. Requests to its endpoints that are under way are
   * still served; calls of our own callers are sent back at once, who then go elsewhere.
   */
  async remove(id: string): Promise<void> {
    const host = this.#hosts.get(id);
    if (!host) return;
    host.leaving = true;
    if (!this.link.closed) for (const subscription of host.subscriptions) subscription.unsubscribe();
    host.subscriptions = [];
    await this.#drain(host.endpoints);
    await host.whenIdle();
    if (this.#hosts.get(id) === host) this.#hosts.delete(id);
  }

  /**
   * Serves a contract on subjects that no tool sees; their last token names the operation.
   *
   * @param subject with a wildcard for the last token
   */
  serveOn(subject: string, service: ServedService): Subscription {
    const host = new ServiceHost(service);
    const token = dottedToken(service.contracts[0]?.name ?? '');
    this.#shared ??= this.#subscribeShared();
    const read = (asked: string) => ({ contractToken: token, operation: Subjects.lastToken(asked) });
    const callback = this.#receiver(host, (_host, message) => this.#serve(host, message, read));
    return this.link.connection.subscribe(subject, { callback });
  }

  /** The process has died: nobody waits for its calls any more. */
  dropCaller(node: string): void {
    this.#control.dropCaller(node);
  }

  /** Takes all services back. */
  async close(): Promise<void> {
    await Promise.all([...this.#hosts.keys()].map((id) => this.remove(id)));
    this.#control.close();
    if (!this.link.closed) for (const subscription of this.#shared ?? []) subscription.unsubscribe();
    this.#shared = undefined;
  }

  #subscribeShared(): readonly Subscription[] {
    const { connection, subjects, node } = this.link;
    return [
      connection.subscribe(subjects.calls(node), {
        callback: this.#receiver(this, (services, message) => services.#call(message)),
      }),
      connection.subscribe(subjects.controls(node), {
        callback: this.#receiver(this.#control, (control, message) => control.receive(message)),
      }),
      connection.subscribe('$SRV.*', {
        callback: this.#receiver(this.#hosts, (hosts, message) => {
          for (const host of hosts.values()) if (!host.leaving) this.#describe(host, message);
        }),
      }),
    ];
  }

  #subscribeAbout(host: ServiceHost): readonly Subscription[] {
    const { name, id } = host.service;
    const callback = this.#receiver(host, this.#describe);
    return [`$SRV.*.${name}`, `$SRV.*.${name}.${id}`].map((subject) =>
      leanSubscription(this.link.connection, subject, { callback }),
    );
  }

  /** One subscription gets the requests of all contracts, unless the user may not provide just any. */
  #subscribeEndpoints(host: ServiceHost): readonly Subscription[] {
    const { contracts } = host.service;
    if (contracts.length < 2) return this.#subscribeEach(host);
    return [
      this.#subscribeEndpoint(host, undefined, () => {
        if (!host.leaving) host.endpoints = this.#subscribeEach(host);
      }),
    ];
  }

  #subscribeEach(host: ServiceHost): readonly Subscription[] {
    return host.service.contracts.map((contract) => this.#subscribeEndpoint(host, contract.name));
  }

  #subscribeEndpoint(host: ServiceHost, contract: string | undefined, refused?: () => void): Subscription {
    const { name, version } = host.service;
    return leanSubscription(this.link.connection, this.link.subjects.endpoints(contract, name, version), {
      queue: QUEUE_GROUP,
      callback: this.#receiver(host, this.#request, refused),
    });
  }

  /**
   * Whatever is thrown at a message would end the reading of the connection.
   *
   * @param receive one for all subscriptions of a kind: there may be thousands
   */
  #receiver<About>(about: About, receive: (about: About, message: Msg) => void, refused?: () => void) {
    return (problem: Error | null, message: Msg) => {
      if (problem) {
        if (refused) refused();
        else this.link.log.warn('NATS does not let this process be called', { problem: problem.message });
        return;
      }
      try {
        receive(about, message);
      } catch (thrown) {
        this.link.log.error(`A message on ${message.subject} could not be served`, thrown);
      }
    };
  }

  /** A call of one of our own callers. */
  #call(message: Msg): void {
    const host = this.#hosts.get(Subjects.lastToken(message.subject));
    if (!host || host.leaving) message.respond(undefined, { headers: this.link.identity.headers(GONE, 'Gone') });
    else this.#serve(host, message, Subjects.readCall);
  }

  /** A request to an endpoint, or for the contract behind it. */
  readonly #request = (host: ServiceHost, message: Msg): void => {
    const contract = Subjects.lastToken(message.subject) === CONTRACT_OPERATION && contractAt(host, message);
    if (contract) message.respond(jsonPayload(contractDocument(contract)));
    else this.#serve(host, message, Subjects.readEndpoint);
  };

  #serve(host: ServiceHost, message: Msg, read: (subject: string) => EndpointAddress): void {
    const operation = host.operationAt(message.subject, read);
    if (operation) this.#requests.serve(operation, message);
    else this.#refuse(host, message, read(message.subject));
  }

  #refuse(host: ServiceHost, message: Msg, { contractToken, operation }: EndpointAddress): void {
    const contract = host.contract(contractToken);
    const place = { contract: contract?.name ?? contractToken, operation };
    const known = Object.keys(contract?.operations ?? {});
    const problem = new ServiceErrors.UnknownOperation({ ...place, known });
    const { payload, headers } = errorAnswer(problem, place, this.link.identity.headers(), this.link.maxPayload);
    message.respond(payload, { headers });
  }

  /** Answers what tools ask about a service. */
  readonly #describe = (host: ServiceHost, message: Msg): void => {
    const [, verb = ''] = message.subject.split('.');
    const document = microDocument(verb, host, this.link);
    if (document) message.respond(jsonPayload(document));
  };

  /** Requests that the server has already sent are still served. */
  async #drain(subscriptions: readonly Subscription[]): Promise<void> {
    if (this.link.closed) return;
    await Promise.all(subscriptions.map((open) => (open.isClosed() ? undefined : open.drain().catch(() => {}))));
  }
}

function contractAt(host: ServiceHost, { subject }: Msg): Contract | undefined {
  return host.contract(Subjects.readEndpoint(subject).contractToken);
}
