import { AppointmentErrors } from './errors.js';
import { type Fields, readEnvelope, type SoapReply, writeEnvelope } from './soap-envelope.js';

/** Where the appointment system is reached. */
export interface SoapEndpoint {
  /** e.g. `https://termine.example.org/soap` */
  readonly url: string;
  /** The target namespace of its WSDL. */
  readonly namespace: string;
  /** The whole header, e.g. `Basic …`; from the environment, never from a file in the repository. */
  readonly authorization?: string;
}

/** More than the system ever sends, and less than would hurt. */
const MAX_BYTES = 1_000_000;

/**
 * Sends one request and reads its answer. Whatever can go wrong between here and the other side has an error of its own; the
 * faults of the other side are returned, because what they mean depends on the operation.
 */
export async function callSoap(
  endpoint: SoapEndpoint,
  operation: string,
  fields: Fields,
  signal: AbortSignal,
): Promise<SoapReply> {
  try {
    const response = await fetch(endpoint.url, {
      method: 'POST',
      headers: {
        'content-type': 'text/xml; charset=utf-8',
        soapaction: `"${endpoint.namespace}/${operation}"`,
        ...(endpoint.authorization === undefined ? {} : { authorization: endpoint.authorization }),
      },
      body: writeEnvelope(endpoint.namespace, operation, fields),
      // A redirected POST would arrive as a GET.
      redirect: 'manual',
      signal,
    });
    return readEnvelope(await textOf(response, operation), operation);
  } catch (thrown) {
    // Whoever gave the call up has said why; and `fetch` fails with a TypeError, whatever happened.
    if (signal.aborted) throw signal.reason;
    if (!(thrown instanceof TypeError)) throw thrown;
    throw new AppointmentErrors.Unreachable({ operation, reason: reasonOf(thrown) }, { cause: thrown });
  }
}

async function textOf(response: Response, operation: string): Promise<string> {
  const { status } = response;
  const contentType = response.headers.get('content-type') ?? '';
  const isXml = /^(?:text|application)\/xml\b/i.test(contentType);
  const refuse = async (refusal: Error) => {
    await response.body?.cancel(); // frees the connection
    throw refusal;
  };
  // A fault comes with status 500, as SOAP 1.1 (6.2) says.
  if (!response.ok && !(status === 500 && isXml)) {
    const mayPass = status >= 500 || status === 408 || status === 429;
    const Refusal = mayPass ? AppointmentErrors.ServerTrouble : AppointmentErrors.RequestRefused;
    await refuse(new Refusal({ operation, status }));
  }
  if (!isXml) await refuse(new AppointmentErrors.NotXml({ operation, contentType }));
  return decode(await bytesOf(response, operation), contentType, operation);
}

async function bytesOf({ body }: Response, operation: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop cancels the body.
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new AppointmentErrors.AnswerTooLarge({ operation, bytes: MAX_BYTES });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The charset is in the header, else in the XML declaration, else it is UTF-8. */
function decode(bytes: Buffer, contentType: string, operation: string): string {
  const declared = /^<\?xml[^>]*\bencoding=["']([\w-]+)/.exec(bytes.toString('latin1', 0, 200))?.[1];
  const charset = /charset="?([\w-]+)/i.exec(contentType)?.[1] ?? declared ?? 'utf-8';
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    throw new AppointmentErrors.MalformedAnswer({ operation, reason: `it is not text in the charset ${charset}` });
  }
}

function reasonOf({ message, cause }: Error): string {
  if (!(cause instanceof Error)) return message;
  return 'code' in cause ? String(cause.code) : cause.message;
}
