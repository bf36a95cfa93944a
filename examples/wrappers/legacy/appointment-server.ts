import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

const NAMESPACE = 'urn:terminplan:v1';
const WINDOWS = [
  { from: '08:30', to: '10:00', fee: '49,90' },
  { from: '10:15', to: '12:00', fee: '49,90' },
  { from: '17:00', to: '18:30', fee: '1.049,90' },
];

interface Booking {
  readonly number: string;
  readonly slot: string;
  readonly customer: string;
  readonly remark: string;
  readonly key: string;
  work: string;
  status: 'O' | 'E' | 'S';
}

/** What it is about to answer, and the means to do something else instead. */
interface Exchange {
  readonly operation: string;
  readonly request: string;
  readonly headers: IncomingMessage['headers'];
  readonly status: number;
  readonly body: string;
  readonly response: ServerResponse;
}

/** Thrown by an operation: becomes a soap:Fault. */
class Fault extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Plays the legacy system: appointments of technicians over SOAP 1.1, as such systems speak it. ISO-8859-1 that only the XML
 * declaration tells, prefixes of its own choice, codes for words, days and times without a zone, amounts with a comma.
 */
export class AppointmentServer {
  readonly namespace = NAMESPACE;
  readonly bookings = new Map<string, Booking>();
  readonly requests: string[] = [];
  /** What it does in place of its answer; undefined while it is well. */
  instead: ((exchange: Exchange) => void) | undefined;
  readonly #server = createServer((request, response) => {
    // A caller that hangs up in the middle is none of its business.
    this.#serve(request, response).catch(() => response.destroy());
  });

  /** Listens on a port of 127.0.0.1; 0 takes a free one. */
  async open(port = 0): Promise<this> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/termine`;
  }

  /** Goes down like a machine: open connections end. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { headers } = request;
    const xml = await text(request);
    this.requests.push(xml);
    const operation = /<([\w]+) xmlns="urn:terminplan:v1"/.exec(xml)?.[1] ?? '';
    const answer = this.#answer(operation, (name) => fieldOf(xml, name));
    const exchange = { operation, request: xml, headers, ...answer, response };
    if (this.instead) return this.instead(exchange);
    response.writeHead(answer.status, { 'content-type': 'text/xml' }).end(Buffer.from(answer.body, 'latin1'));
  }

  #answer(operation: string, field: (name: string) => string): { readonly status: number; readonly body: string } {
    try {
      return {
        status: 200,
        body: envelope(`<ns2:${operation}Antwort>${this.#do(operation, field)}</ns2:${operation}Antwort>`),
      };
    } catch (thrown) {
      const { code, message } = thrown instanceof Fault ? thrown : new Fault('T99', String(thrown));
      return { status: 500, body: envelope(faultOf(code, message)) };
    }
  }

  #do(operation: string, field: (name: string) => string): string {
    switch (operation) {
      case 'Ping':
        return '';
      case 'FreieTermineLesen':
        return this.#free(field('PLZ'), field('AB'));
      case 'TerminBuchen':
        return this.#book(field('T_ID'), field('KD_NR'), field('BEM'), field('VORG_ID'));
      case 'TerminLesen': {
        const { work, status, ...booking } = this.#booking(field('A_NR'));
        return row({ A_NR: booking.number, ART: work, STATUS: status, ...timesOf(booking.slot) });
      }
      case 'TerminStornieren': {
        const booking = this.#booking(field('A_NR'));
        if (booking.status === 'E') throw new Fault('T31', 'Termin bereits ausgeführt');
        booking.status = 'S';
        return '';
      }
      default:
        throw new Fault('T01', `Operation unbekannt: ${operation}`);
    }
  }

  #free(postalCode: string, from: string): string {
    if (!postalCode.startsWith('8')) return '';
    const day = from.split('.').reverse().join('');
    const taken = new Set([...this.bookings.values()].filter(({ status }) => status !== 'S').map(({ slot }) => slot));
    const slots = WINDOWS.map((_, index) => `S${day}${index + 1}`).filter((slot) => !taken.has(slot));
    return slots.map((slot) => row({ T_ID: slot, ...timesOf(slot) })).join('');
  }

  #book(slot: string, customer: string, remark: string, key: string): string {
    if (!/^S\d{8}[1-3]$/.test(slot)) throw new Fault('T10', 'Termin unbekannt');
    if (customer === '0000000000') throw new Fault('T20', 'Kunde unbekannt');
    const all = [...this.bookings.values()];
    const done = all.find((booking) => booking.key === key);
    if (done && (done.slot !== slot || done.customer !== customer))
      throw new Fault('T41', 'Vorgang anderweitig vergeben');
    if (!done && all.some((booking) => booking.slot === slot && booking.status !== 'S'))
      throw new Fault('T17', 'Termin nicht mehr verfügbar');
    const number = done?.number ?? `A${String(this.bookings.size + 1).padStart(6, '0')}`;
    if (!done) this.bookings.set(number, { number, slot, customer, remark, key, work: 'ZW', status: 'O' });
    return row({ A_NR: number, ...timesOf(slot) });
  }

  #booking(number: string): Booking {
    const booking = this.bookings.get(number);
    if (!booking) throw new Fault('T30', 'Auftrag unbekannt');
    return booking;
  }
}

function timesOf(slot: string): Readonly<Record<string, string>> {
  const [, year, month, day, index] = /^S(\d{4})(\d\d)(\d\d)(\d)$/.exec(slot) ?? [];
  const window = WINDOWS[Number(index) - 1];
  return { DAT: `${day}.${month}.${year}`, VON: window?.from ?? '', BIS: window?.to ?? '', PREIS: window?.fee ?? '' };
}

const row = (fields: Readonly<Record<string, string>>): string =>
  `<ns2:TERMIN>${Object.entries(fields)
    .map(([name, value]) => `<ns2:${name}>${value}</ns2:${name}>`)
    .join('')}</ns2:TERMIN>`;

/** A soap:Body with something in it, as this system writes one. */
export const envelope = (body: string): string =>
  `<?xml version="1.0" encoding="ISO-8859-1"?>\n<env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ns2="${NAMESPACE}"><env:Header/><env:Body>${body}</env:Body></env:Envelope>`;

/** A soap:Fault with a code of this system. */
export const faultOf = (code: string, message: string): string =>
  `<env:Fault><faultcode>env:Client</faultcode><faultstring>Fehler</faultstring><detail><ns2:FEHLER><ns2:CODE>${code}</ns2:CODE><ns2:TEXT>${message}</ns2:TEXT></ns2:FEHLER></detail></env:Fault>`;

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function fieldOf(xml: string, name: string): string {
  const escaped = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';
  return escaped.replace(/&(\w+);/g, (_, entity: string) => ENTITIES[entity] ?? '');
}
