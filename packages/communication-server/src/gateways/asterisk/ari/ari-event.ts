import { z } from 'zod';
import { AriChannel } from './ari-model.js';

const channel = AriChannel;
const playback = z.object({ id: z.string() });
const recording = z.object({ name: z.string(), duration: z.number().optional(), cause: z.string().optional() });

/** The events that are acted on; Asterisk tells of more. */
export const AriEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('StasisStart'), channel }),
  z.object({ type: z.literal('StasisEnd'), channel }),
  /** Its cause is left out: it is none of Q.850 when Asterisk itself hangs up. */
  z.object({ type: z.literal('ChannelHangupRequest'), channel }),
  z.object({ type: z.literal('ChannelDestroyed'), channel, cause: z.int() }),
  /** A telephone that is called forwards the call, which goes on in another channel; told of all other calls too. */
  z.object({ type: z.literal('Dial'), peer: channel, forwarded: channel.optional() }),
  z.object({ type: z.literal('ChannelDtmfReceived'), channel, digit: z.string() }),
  z.object({ type: z.literal('PlaybackFinished'), playback }),
  z.object({ type: z.literal('RecordingFinished'), recording }),
  z.object({ type: z.literal('RecordingFailed'), recording }),
  /** Somebody else has connected under the name of our application and gets its events from now on. */
  z.object({ type: z.literal('ApplicationReplaced') }),
]);
export type AriEvent = z.infer<typeof AriEvent>;

const known: ReadonlySet<string> = new Set(AriEvent.options.map(({ shape }) => shape.type.value));
const Typed = z.object({ type: z.string() });

/** What a message of the event socket says. */
export type ReadEvent =
  | { readonly kind: 'event'; readonly event: AriEvent }
  | { readonly kind: 'other' }
  /** It is no event, or one that lacks what belongs to it. */
  | { readonly kind: 'malformed'; readonly reason: string };

/** Reads a message of the event socket. */
export function readAriEvent(text: string): ReadEvent {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (thrown) {
    return { kind: 'malformed', reason: thrown instanceof Error ? thrown.message : String(thrown) };
  }
  const typed = Typed.safeParse(json);
  if (typed.success && !known.has(typed.data.type)) return { kind: 'other' };
  const event = AriEvent.safeParse(json);
  if (event.success) return { kind: 'event', event: event.data };
  return { kind: 'malformed', reason: z.prettifyError(event.error) };
}
