import { once } from 'node:events';
import WebSocket from 'ws';
import type { Pbx } from './pbx.js';

interface AriTold {
  readonly type: string;
  readonly at: number;
  readonly channel?: { readonly id: string; readonly state: string };
}

/** What Asterisk tells of everything in it, beside the gateway; times are those of Asterisk, in milliseconds since 1970 UTC. */
export class AriEvents {
  readonly told: AriTold[] = [];
  readonly #socket: WebSocket;

  static async of({ url, access: { user, password } }: Pbx): Promise<AriEvents> {
    const address = `${url.replace('http', 'ws')}/ari/events?app=beside&subscribeAll=true`;
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    const socket = new WebSocket(address, { headers: { authorization } });
    const events = new AriEvents(socket);
    await once(socket, 'open');
    return events;
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (text) => {
      const { timestamp, ...event } = JSON.parse(String(text));
      this.told.push({ ...event, at: Date.parse(timestamp) });
    });
  }

  close(): void {
    this.#socket.terminate();
  }
}
