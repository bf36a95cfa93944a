import { z } from 'zod';
import type { EventEnvelope } from './events.js';

/** CloudEvents 1.0 in JSON, with the version of the event as an extension attribute. */
const CloudEvent = z.object({
  specversion: z.literal('1.0'),
  id: z.string().min(1),
  source: z.string().min(1),
  type: z.string().min(1),
  time: z.iso.datetime({ offset: true }),
  eventversion: z.string().min(1),
  data: z.unknown(),
});

/** The event as text. `data` must be what JSON can hold. */
export function writeEvent({ id, name, version, time, source, data }: EventEnvelope): string {
  const document: z.input<typeof CloudEvent> & { readonly datacontenttype: string } = {
    specversion: '1.0',
    id,
    source,
    type: name,
    time: new Date(time).toISOString(),
    eventversion: version,
    datacontenttype: 'application/json',
    data,
  };
  return JSON.stringify(document);
}

/** The event that {@link writeEvent} wrote; undefined when the text is none. Each reading gives objects of its own. */
export function readEvent(text: string): EventEnvelope | undefined {
  const { data: document } = CloudEvent.safeParse(parseJson(text));
  if (!document) return undefined;
  const { id, source, type, time, eventversion, data } = document;
  return { id, name: type, version: eventversion, time: Date.parse(time), source, data };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
