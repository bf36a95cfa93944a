import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { AppointmentErrors } from './errors.js';

/** The fields of a request by element name, in their order; an absent one is left out. */
export type Fields = Readonly<Record<string, string | undefined>>;

/** What a SOAP body holds: the answer's content, or the code and text of a fault. */
export type SoapReply =
  | { readonly answer: unknown }
  | { readonly fault: { readonly code: string; readonly text: string } };

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', suppressEmptyNode: true });

const parser = new XMLParser({
  // Prefixes are the sender's choice and change with its version; local names are what we know.
  removeNSPrefix: true,
  // "0000004711" is no number, and neither is "49,90".
  parseTagValue: false,
  // Without it the parser leaves `&#228;` as it stands.
  htmlEntities: true,
  maxNestedTags: 20,
  isArray: (name) => name === 'TERMIN',
});

const Envelope = z.object({ Envelope: z.object({ Body: z.record(z.string(), z.unknown()) }) });
const Fault = z.object({
  faultcode: z.string(),
  faultstring: z.string().default(''),
  detail: z
    .object({ FEHLER: z.object({ CODE: z.string(), TEXT: z.string().default('') }) })
    .optional()
    .catch(undefined),
});

/** A request as a SOAP 1.1 document; the builder escapes what the values hold. */
export function writeEnvelope(namespace: string, operation: string, fields: Fields): string {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    'soap:Envelope': {
      '@xmlns:soap': 'http://schemas.xmlsoap.org/soap/envelope/',
      'soap:Body': { [operation]: { '@xmlns': namespace, ...Object.fromEntries(given) } },
    },
  });
}

/**
 * Reads the SOAP document that answers `operation`.
 *
 * @throws AppointmentErrors.MalformedAnswer
 */
export function readEnvelope(xml: string, operation: string): SoapReply {
  const malformed = (reason: string) => new AppointmentErrors.MalformedAnswer({ operation, reason });
  // SOAP forbids document types, and without one there are no entities that could grow.
  if (xml.includes('<!DOCTYPE')) throw malformed('it has a document type declaration');
  const document = Envelope.safeParse(parse(xml, malformed));
  if (!document.success) throw malformed('it has no soap:Envelope with a filled soap:Body');
  const [[name, content] = []] = Object.entries(document.data.Envelope.Body);
  if (name !== 'Fault') return { answer: content };
  const fault = Fault.safeParse(content);
  if (!fault.success) throw malformed('its soap:Fault has no faultcode');
  const { faultcode, faultstring, detail } = fault.data;
  return { fault: { code: detail?.FEHLER.CODE ?? faultcode, text: detail?.FEHLER.TEXT || faultstring } };
}

function parse(xml: string, malformed: (reason: string) => Error): unknown {
  try {
    return parser.parse(xml, true);
  } catch (thrown) {
    throw malformed(thrown instanceof Error ? thrown.message : String(thrown));
  }
}
