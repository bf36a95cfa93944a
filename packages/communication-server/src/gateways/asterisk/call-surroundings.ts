import type { GatewayContact, GatewayHost } from '../gateway.js';
import type { AriClient } from './ari/ari-client.js';
import type { Names } from './names.js';
import type { QueueMusic } from './queue-music.js';
import type { DropMessage } from './voice/drop-message.js';
import type { QueueAnnouncer } from './voice/queue-announcer.js';
import type { VoiceDialog } from './voice/voice-dialog.js';
import type { VoiceMessage } from './voice/voice-message.js';

/** What a call needs of its gateway. */
export interface CallSurroundings {
  readonly client: AriClient;
  readonly host: GatewayHost;
  readonly names: Names;
  readonly music: QueueMusic;
  /** What Asterisk dials to reach a number; undefined without a trunk. */
  trunkTo(number: string): string | undefined;
  /** Begins to lead a caller by the script that answers the number called, or goes on with it. */
  lead(contact: GatewayContact, caller: string): VoiceDialog;
  /** Tells a caller who waits how long it will take. */
  announcer(contact: string): QueueAnnouncer;
  /** Tells somebody who was called and is not connected who it was. */
  dropMessage(contact: GatewayContact): DropMessage;
  /** Lets a caller leave a message. */
  message(contact: GatewayContact): VoiceMessage;
  /** Whether requests make sense; when they do again, a call is told what is found. */
  isConnected(): boolean;
}

/** The call as its parts see it. */
export interface CallView {
  readonly contact: GatewayContact;
  /** Looks again what is wanted, after so many milliseconds. */
  settleIn(ms: number): void;
}
