/** A token that stands for a name: `erp.move-orders` is `erp_move-orders`. Names of contracts and versions have no `_`. */
export function dottedToken(name: string): string {
  return name.replaceAll('.', '_');
}

/** Any text as one token of a subject; what a token may not contain is percent-encoded. */
export function textToken(text: string): string {
  if (text === '') return '%';
  return encodeURIComponent(text.toWellFormed()).replaceAll('.', '%2E').replaceAll('*', '%2A');
}

/** The text of a token made by {@link textToken}; a token that is none stands for itself. */
export function tokenText(token: string): string {
  if (token === '%') return '';
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}

/** Whose process it is, for a connection without a user. */
const ANYONE = '-';

/**
 * Names a process that calls or serves: two tokens, so that the permissions of a user can be bound to its own processes.
 *
 * @param unique letters and digits nobody else of the user has
 */
export function nodeOf(user: string | undefined, unique: string): string {
  return `${textToken(user ?? ANYONE)}.${unique}`;
}

/** Whose process it is, by its name. */
export function userOf(node: string): string {
  return tokenText(node.slice(0, node.indexOf('.')));
}

/** What the subject of a call, or of a request to an endpoint, says. */
export interface EndpointAddress {
  readonly contractToken: string;
  readonly operation: string;
}

/** What the subject says that an answer is to be sent to. */
export interface ReplyAddress {
  readonly node: string;
  readonly caller: string;
}

/** What a control message is about. */
export type ControlVerb = 'cancel' | 'return' | 'credit' | 'probe';

/** Operation of the endpoint subjects that answers with the contract itself; no operation can have this name. */
export const CONTRACT_OPERATION = '$contract';

/**
 * The subjects of one company. Who may call contract X needs leave to publish on `caruso.<company>.call.<X>.>`, and foreign
 * callers on `caruso.<company>.group.<X>.>`; who provides it needs leave to subscribe to the same.
 */
export class Subjects {
  readonly #prefix: string;

  constructor(company: string) {
    this.#prefix = `caruso.${textToken(company)}`;
  }

  /** Calls of an operation of one service in one process. */
  call(contract: string, operation: string, node: string, service: string): string {
    return `${this.#prefix}.call.${dottedToken(contract)}.${operation}.${node}.${service}`;
  }

  /** All calls of the services in one process. */
  calls(node: string): string {
    return `${this.#prefix}.call.*.*.${node}.*`;
  }

  /** Calls of an operation that any instance of a service and version may serve: the endpoint subject of ADR-32. */
  endpoint(contract: string, service: string, version: string, operation: string): string {
    return `${this.#prefix}.group.${dottedToken(contract)}.${service}.${dottedToken(version)}.${operation}`;
  }

  /** All endpoints of a service and version; those of one contract, or of all. */
  endpoints(contract: string | undefined, service: string, version: string): string {
    const token = contract === undefined ? '*' : dottedToken(contract);
    return `${this.#prefix}.group.${token}.${service}.${dottedToken(version)}.*`;
  }

  /** What callers tell a process about calls it serves. */
  control(node: string, verb: ControlVerb | `answer-${number}`): string {
    return `${this.#prefix}.control.${node}.${verb}`;
  }

  controls(node: string): string {
    return `${this.#prefix}.control.${node}.*`;
  }

  /** The beginning of the subjects of the answers to `caller` in one process. */
  replyPrefix(node: string, caller: string): string {
    return `${this.#prefix}.reply.${node}.${textToken(caller)}.`;
  }

  /** All answers to a process. */
  replies(node: string): string {
    return `${this.#prefix}.reply.${node}.*.*`;
  }

  /** What a process asks of the hub. */
  hub(node: string, operation: string): string {
    const [user = ANYONE] = node.split('.');
    return `${this.#prefix}.hub.${user}.${operation}`;
  }

  /** All that is asked of the hub. */
  get hubRequests(): string {
    return `${this.#prefix}.hub.*.*`;
  }

  /** What the hub asks of a process; with `*` all of it. */
  node(node: string, operation: string): string {
    return `${this.#prefix}.node.${node}.${operation}`;
  }

  /** What the hub tells a user, numbered. */
  changes(user: string | undefined): string {
    return `${this.#prefix}.changes.${textToken(user ?? ANYONE)}`;
  }

  /** What the hub tells everybody when it starts. */
  get hello(): string {
    return `${this.#prefix}.hello`;
  }

  /** Inboxes of a user for what the NATS library requests itself. */
  inboxes(user: string | undefined): string {
    return `${this.#prefix}.inbox.${textToken(user ?? ANYONE)}`;
  }

  // Patterns for the permissions of users.

  get all(): string {
    return `${this.#prefix}.>`;
  }

  get allControls(): string {
    return `${this.#prefix}.control.>`;
  }

  get allReplies(): string {
    return `${this.#prefix}.reply.>`;
  }

  get allInboxes(): string {
    return `${this.#prefix}.inbox.>`;
  }

  callsOf(contractToken: string): string {
    return `${this.#prefix}.call.${contractToken}.>`;
  }

  endpointsOf(contractToken: string): string {
    return `${this.#prefix}.group.${contractToken}.>`;
  }

  callsTo(user: string): string {
    return `${this.#prefix}.call.*.*.${textToken(user)}.*.*`;
  }

  controlsOf(user: string): string {
    return `${this.#prefix}.control.${textToken(user)}.>`;
  }

  repliesOf(user: string): string {
    return `${this.#prefix}.reply.${textToken(user)}.>`;
  }

  inboxesOf(user: string): string {
    return `${this.inboxes(user)}.>`;
  }

  nodesOf(user: string): string {
    return `${this.#prefix}.node.${textToken(user)}.>`;
  }

  hubOf(user: string): string {
    return `${this.#prefix}.hub.${textToken(user)}.>`;
  }

  /** The user whose process makes a request of the hub. */
  static readHubUser(subject: string): string {
    const [, , , user = ''] = subject.split('.');
    return tokenText(user);
  }

  /** Reads a subject made by {@link call}. */
  static readCall(subject: string): EndpointAddress {
    const [, , , contractToken = '', operation = ''] = subject.split('.');
    return { contractToken, operation };
  }

  /** Reads a subject made by {@link endpoint}. */
  static readEndpoint(subject: string): EndpointAddress {
    const [, , , contractToken = '', , , operation = ''] = subject.split('.');
    return { contractToken, operation };
  }

  /** The last token of a subject: the service of a call, or the verb of a control message. */
  static lastToken(subject: string): string {
    return subject.slice(subject.lastIndexOf('.') + 1);
  }

  /** Reads a subject made with {@link replyPrefix}; undefined for the inbox of a foreign caller. */
  static readReply(subject: string): ReplyAddress | undefined {
    const [product, , kind, user, unique, caller, token] = subject.split('.');
    if (product !== 'caruso' || kind !== 'reply' || caller === undefined || token === undefined) return undefined;
    return { node: `${user}.${unique}`, caller: tokenText(caller) };
  }
}
