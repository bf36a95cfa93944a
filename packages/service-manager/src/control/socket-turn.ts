import type { Clock, Timer } from '@caruso/core';
import { type ControlConnection, type ControlServer, connectControl, serveControl } from '../channel/control-socket.js';
import type { Resolve } from '../channel/served.js';
import { ServiceErrors } from '../errors.js';
import type { Log } from '../log.js';

/** Between two tries to serve a socket that somebody else was faster to take. */
const RETRY_MS = 1_000;

/**
 * Serves a control socket, or stands by while another process does: of two processes of an assembly the second is reached by
 * the same path once the first is gone. That it is gone is told by a connection to it, which ends with it.
 */
export class SocketTurn {
  #server: ControlServer | undefined;
  #holder: ControlConnection | undefined;
  #retry: { readonly timer: Timer; readonly now: () => void } | undefined;
  #waiting: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(
    private readonly path: string,
    private readonly resolve: Resolve,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @throws ServiceErrors.ControlPathUnusable */
  async start(): Promise<void> {
    if (await this.#serves()) return;
    this.log.info(`Another process serves the control socket ${this.path}; this one does when that one is gone`);
    this.#waiting = this.#standBy();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#holder?.close();
    this.#retry?.timer.cancel();
    this.#retry?.now();
    await this.#waiting;
    await this.#server?.close();
  }

  async #standBy(): Promise<void> {
    try {
      while (!this.#stopped) {
        await this.#holderGone();
        if (this.#stopped) return;
        if (await this.#serves()) {
          this.log.info(`The process that served the control socket ${this.path} is gone; this one serves it now`);
          return;
        }
        await this.#pause();
      }
    } catch (thrown) {
      this.log.error(`The command line cannot reach this assembly: it cannot serve the socket ${this.path}`, thrown);
    }
  }

  async #serves(): Promise<boolean> {
    try {
      this.#server = await serveControl(this.path, this.resolve, { log: this.log });
      return true;
    } catch (thrown) {
      if (ServiceErrors.ControlInUse.is(thrown)) return false;
      throw thrown;
    }
  }

  async #holderGone(): Promise<void> {
    try {
      const holder = await connectControl(this.path);
      this.#holder = holder;
      // It may have been stopped while the connection was being made.
      if (this.#stopped) holder.close();
      await new Promise<void>((gone) => holder.channel.onClose(() => gone()));
    } catch (thrown) {
      if (!ServiceErrors.ChannelClosed.is(thrown)) throw thrown;
    }
  }

  #pause(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    return new Promise((now) => {
      this.#retry = { timer: this.clock.at(this.clock.now() + RETRY_MS, now), now };
    });
  }
}
