import { z } from 'zod';
import { ContactCentreErrors } from '../../../errors.js';
import { AriBridge, AriChannel, AriInfo } from './ari-model.js';

/** Where an Asterisk is, and who may use it. */
export interface AriAccess {
  /** Without `/ari`, such as `http://127.0.0.1:8088`. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly application: string;
}

/** A leg to be called. */
export interface Origination {
  /** The id of the channel to be. */
  readonly channel: string;
  /** What Asterisk dials, such as `PJSIP/agent1`. */
  readonly endpoint: string;
  readonly callerId: string;
  /** Seconds after which it stops ringing. */
  readonly timeout: number;
  readonly variables?: Readonly<Record<string, string>>;
}

type Parameters = Readonly<Record<string, string | number | undefined>>;

/**
 * The sound of a talk always goes through Asterisk. If it were handed from one telephone to the other, it would go on under other
 * sequence numbers when a recording or a hold begins, and some telephones drop what seems to come late.
 */
const BRIDGE_TYPES = { mixing: 'mixing,proxy_media', holding: 'holding' } as const;

const TIMEOUT_MS = 10_000;
const LONGEST_QUOTE = 200;

/** The requests of ARI that are used, over HTTP. */
export class AriClient {
  readonly application: string;
  readonly #base: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor({ url, user, password, application }: AriAccess) {
    this.application = application;
    this.#base = `${url.replace(/\/+$/, '')}/ari`;
    this.#headers = { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
  }

  /**
   * What Asterisk says of itself.
   *
   * @throws ContactCentreErrors.AsteriskUnreachable, ContactCentreErrors.AsteriskRefused, ContactCentreErrors.NotAsterisk
   */
  async info(): Promise<AriInfo> {
    try {
      return await this.#read('asterisk/info', AriInfo);
    } catch (thrown) {
      if (!ContactCentreErrors.AriRequestFailed.is(thrown)) throw thrown;
      const { status, answer } = thrown.data;
      // While it starts, Asterisk answers already, but with 503.
      if (status >= 500) throw new ContactCentreErrors.AsteriskUnreachable({ url: this.#base, reason: answer });
      throw new ContactCentreErrors.NotAsterisk({ url: this.#base, found: `HTTP ${status}` }, { cause: thrown });
    }
  }

  channels(): Promise<readonly AriChannel[]> {
    return this.#read('channels', z.array(AriChannel));
  }

  bridges(): Promise<readonly AriBridge[]> {
    return this.#read('bridges', z.array(AriBridge));
  }

  /** Asks to be told of a channel until its end, also when it leaves the application before. */
  follow(channel: string): Promise<void> {
    const path = `applications/${encodeURIComponent(this.application)}/subscription`;
    return this.#send('POST', path, { eventSource: `channel:${channel}` });
  }

  /** Ends what {@link follow} began. */
  unfollow(channel: string): Promise<void> {
    const path = `applications/${encodeURIComponent(this.application)}/subscription`;
    return this.#send('DELETE', path, { eventSource: `channel:${channel}` });
  }

  answer(channel: string): Promise<void> {
    return this.#send('POST', `channels/${encodeURIComponent(channel)}/answer`);
  }

  /** Lets the caller hear that it rings. */
  ring(channel: string): Promise<void> {
    return this.#send('POST', `channels/${encodeURIComponent(channel)}/ring`);
  }

  /** @param cause - a cause of Q.850, which the other side is told */
  hangUp(channel: string, cause = 16): Promise<void> {
    return this.#send('DELETE', `channels/${encodeURIComponent(channel)}`, { reason_code: cause });
  }

  /** Calls, unless the channel exists already: who got no answer may ask again, and one call is made. */
  originate({ channel, endpoint, callerId, timeout, variables = {} }: Origination): Promise<void> {
    const parameters = { endpoint, app: this.application, callerId, timeout };
    return unlessItExists(this.#send('POST', `channels/${encodeURIComponent(channel)}`, parameters, { variables }));
  }

  /** A variable of a channel; empty when it is not set, or the channel is gone. */
  async variable(channel: string, name: string): Promise<string> {
    const path = `channels/${encodeURIComponent(channel)}/variable?variable=${encodeURIComponent(name)}`;
    try {
      return (await this.#read(path, z.object({ value: z.string() }))).value;
    } catch (thrown) {
      if (statusOf(thrown) === 404) return '';
      throw thrown;
    }
  }

  setVariable(channel: string, variable: string, value: string): Promise<void> {
    return this.#send('POST', `channels/${encodeURIComponent(channel)}/variable`, { variable, value });
  }

  /** Makes a bridge, or takes the one that has the id already. */
  bridge(id: string, type: keyof typeof BRIDGE_TYPES): Promise<void> {
    return unlessItExists(this.#send('POST', 'bridges', { bridgeId: id, type: BRIDGE_TYPES[type], name: id }));
  }

  destroyBridge(id: string): Promise<void> {
    return this.#send('DELETE', `bridges/${encodeURIComponent(id)}`);
  }

  /** Puts channels into a bridge; they leave the one they are in. */
  join(bridge: string, channels: readonly string[]): Promise<void> {
    return this.#send('POST', `bridges/${encodeURIComponent(bridge)}/addChannel`, { channel: channels.join(',') });
  }

  leave(bridge: string, channel: string): Promise<void> {
    return this.#send('POST', `bridges/${encodeURIComponent(bridge)}/removeChannel`, { channel });
  }

  music(bridge: string, mohClass: string): Promise<void> {
    return this.#send('POST', `bridges/${encodeURIComponent(bridge)}/moh`, { mohClass });
  }

  /** @param media - one after the other, such as `sound:hello-world` */
  play(channel: string, playback: string, media: readonly string[]): Promise<void> {
    const path = `channels/${encodeURIComponent(channel)}/play/${encodeURIComponent(playback)}`;
    return this.#send('POST', path, { media: media.join(',') });
  }

  stopPlayback(playback: string): Promise<void> {
    return this.#send('DELETE', `playbacks/${encodeURIComponent(playback)}`);
  }

  /** Records what is heard in a bridge. */
  record(bridge: string, name: string): Promise<void> {
    const parameters = { name, format: 'wav', ifExists: 'append' };
    return this.#send('POST', `bridges/${encodeURIComponent(bridge)}/record`, parameters);
  }

  /**
   * Sounds a tone and records what a caller says, until `#` is pressed.
   *
   * @param limits - in seconds: the longest recording, and the silence that ends it
   */
  recordMessage(
    channel: string,
    name: string,
    limits: { readonly longest: number; readonly silence: number },
  ): Promise<void> {
    return this.#send('POST', `channels/${encodeURIComponent(channel)}/record`, {
      ...{ name, format: 'wav', ifExists: 'overwrite', beep: 'true', terminateOn: '#' },
      ...{ maxDurationSeconds: limits.longest, maxSilenceSeconds: limits.silence },
    });
  }

  /** The names of the recordings that are finished. */
  async storedRecordings(): Promise<readonly string[]> {
    return (await this.#read('recordings/stored', z.array(z.object({ name: z.string() })))).map(({ name }) => name);
  }

  /** `recording`, `paused` or another state; undefined when nothing is recorded under a name. */
  async recordingState(name: string): Promise<string | undefined> {
    try {
      const path = `recordings/live/${encodeURIComponent(name)}`;
      return (await this.#read(path, z.object({ state: z.string() }))).state;
    } catch (thrown) {
      if (statusOf(thrown) === 404) return undefined;
      throw thrown;
    }
  }

  pauseRecording(name: string, paused: boolean): Promise<void> {
    return this.#send(paused ? 'POST' : 'DELETE', `recordings/live/${encodeURIComponent(name)}/pause`);
  }

  stopRecording(name: string): Promise<void> {
    return this.#send('POST', `recordings/live/${encodeURIComponent(name)}/stop`);
  }

  /** The WAV file of a recording that is finished. */
  async recordingFile(name: string): Promise<Uint8Array> {
    const response = await this.#request('GET', `recordings/stored/${encodeURIComponent(name)}/file`);
    return new Uint8Array(await response.arrayBuffer());
  }

  deleteRecording(name: string): Promise<void> {
    return this.#send('DELETE', `recordings/stored/${encodeURIComponent(name)}`);
  }

  /**
   * Makes a channel that hears what a channel hears and says.
   *
   * @param whisper - whether what is said into it is heard by the channel
   */
  snoop(channel: string, snoop: string, whisper: boolean): Promise<void> {
    const path = `channels/${encodeURIComponent(channel)}/snoop/${encodeURIComponent(snoop)}`;
    return this.#send('POST', path, { spy: 'both', whisper: whisper ? 'out' : 'none', app: this.application });
  }

  async #send(method: string, path: string, parameters: Parameters = {}, body?: object): Promise<void> {
    const response = await this.#request(method, path, parameters, body);
    // The connection is used again only when the answer was read.
    await response.arrayBuffer();
  }

  async #read<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> {
    const text = await (await this.#request('GET', path)).text();
    const answer = schema.safeParse(jsonOf(text));
    if (answer.success) return answer.data;
    const found = `${z.prettifyError(answer.error)} in ${text.slice(0, LONGEST_QUOTE)}`;
    throw new ContactCentreErrors.NotAsterisk({ url: this.#base, found });
  }

  async #request(method: string, path: string, parameters: Parameters = {}, body?: object): Promise<Response> {
    const given = Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    );
    const query = given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
    const response = await this.#fetch(method, `${this.#base}/${path}${query}`, body);
    if (response.ok) return response;
    const { status } = response;
    if (status === 401 || status === 403) throw new ContactCentreErrors.AsteriskRefused({ url: this.#base, status });
    throw new ContactCentreErrors.AriRequestFailed({
      request: `${method} ${path}`,
      status,
      answer: quoted(await response.text()),
    });
  }

  async #fetch(method: string, url: string, body: object | undefined): Promise<Response> {
    try {
      return await fetch(url, {
        method,
        headers: { ...this.#headers, ...(body ? { 'content-type': 'application/json' } : {}) },
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
    } catch (thrown) {
      throw new ContactCentreErrors.AsteriskUnreachable(
        { url: this.#base, reason: reasonOf(thrown) },
        { cause: thrown },
      );
    }
  }
}

/** The HTTP status by which Asterisk refused a request; undefined for any other failure. */
export function statusOf(thrown: unknown): number | undefined {
  return ContactCentreErrors.AriRequestFailed.is(thrown) ? thrown.data.status : undefined;
}

/** What is made under an id of ours is made once. */
async function unlessItExists(request: Promise<void>): Promise<void> {
  try {
    await request;
  } catch (thrown) {
    if (statusOf(thrown) !== 409) throw thrown;
  }
}

/** Whether a request came too late: what it was about is gone, or is not in the state for it any more. */
export function cameTooLate(thrown: unknown): boolean {
  return [404, 409, 412, 422].includes(statusOf(thrown) ?? 0);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function quoted(text: string): string {
  const json = jsonOf(text);
  const said = z.union([z.object({ message: z.string() }), z.object({ error: z.string() })]).safeParse(json);
  if (!said.success) return text.slice(0, LONGEST_QUOTE);
  return 'message' in said.data ? said.data.message : said.data.error;
}

/** `fetch` says only that it failed; what failed is in the cause. */
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const { cause } = thrown;
  if (cause instanceof AggregateError) return cause.errors.map(String).join(', ');
  return cause instanceof Error ? cause.message : thrown.message;
}
