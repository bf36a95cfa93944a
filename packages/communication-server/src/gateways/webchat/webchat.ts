import type { Gateway } from '../gateway.js';
import { WebchatConnection } from './webchat-connection.js';
import { checkWebchatOptions, type WebchatOptions } from './webchat-options.js';

/** Where chats come from, and where they are reached. */
export interface Webchat extends Gateway {
  /** Where this process serves the widget: `http://127.0.0.1:8081`. Undefined until it listens. */
  readonly url: string | undefined;
}

/**
 * Contacts by chat. A page embeds it with one script element, from where this gateway is reached:
 * `<script src="https://chat.stadtwerke.example/widget.js"></script>`.
 *
 * A script answers first if `numbers` of the contact centre names one for the `address`, else the queue does. What is written
 * is stored before it is shown to anybody; a browser that lost its connection gets what it has missed, once.
 *
 * @throws ContactCentreErrors.InvalidWebchat with everything that is wrong
 * @example
 * ```ts
 * communicationServer({
 *   ...centre,
 *   numbers: { webchat: { script: 'reception', fallback: 'chats' } },
 *   gateways: [
 *     webchat({
 *       port: 8081,
 *       company: 'Stadtwerke',
 *       origins: ['https://www.stadtwerke.example'],
 *       bot: { chatTurn, readMessage },
 *     }),
 *   ],
 * });
 * ```
 */
export function webchat(options: WebchatOptions): Webchat {
  checkWebchatOptions(options);
  const { id = 'webchat', address = 'webchat' } = options;
  let url: string | undefined;
  return {
    id,
    destinations: [{ to: address, where: `the gateway "${id}"` }],
    open: (host) =>
      WebchatConnection.open(id, options, host, (listening) => {
        url = listening;
      }),
    get url() {
      return url;
    },
  };
}
