import type { XmlElement } from '@caruso/language';
import type { Queue } from '../queue-definition.js';
import { placeOf, textOf, type Values } from './values.js';

/** Why conversations of a queue may be recorded without asking the customer. */
export function readRecording(values: Values, queue: XmlElement): Queue['recording'] {
  const recording = values.optional<NonNullable<Queue['recording']>>(queue, 'recording');
  if (recording !== undefined && textOf(queue, 'channel') !== 'voice')
    values.diagnostics.error(
      'not-spoken',
      `nobody is recorded in '${textOf(queue, 'id')}'`,
      placeOf(queue, 'recording'),
      'recording is of queues with channel="voice"',
    );
  return recording;
}
