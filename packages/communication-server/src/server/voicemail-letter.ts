import { DateTime } from 'luxon';
import type { Queue } from '../configuration/queue-definition.js';
import type { OwnLetter } from '../gateways/gateway.js';
import type { ContactRecord, PayloadOf } from '../state/records.js';
import { fillTemplate } from '../templates/fill-template.js';
import { USUAL_LETTER } from '../templates/voicemail-template.js';

/** What the letter about the message of a call is known by. */
export function voicemailLetterId(call: string): string {
  return `voicemail ${call}`;
}

/**
 * The letter that tells of a message left by telephone.
 *
 * @param call - the contact in which it was left
 * @param zone - IANA name of the time zone in which the time is told
 * @param sound - its WAV file; undefined when that cannot be had
 */
export function voicemailLetter(
  { contact, seconds, at }: PayloadOf<'voicemail-left'> & { readonly at: number },
  call: Pick<ContactRecord, 'from' | 'to' | 'customer'>,
  {
    name,
    voicemailTo = '',
    voicemailLetter: letter = USUAL_LETTER,
  }: Pick<Queue, 'name' | 'voicemailTo' | 'voicemailLetter'>,
  zone: string,
  sound: Uint8Array | undefined,
): OwnLetter {
  const { language, subject, text, withoutSound } = letter;
  const time = DateTime.fromMillis(at, { zone });
  const values = {
    caller: call.from,
    customer: call.customer,
    called: call.to,
    queue: name,
    time: time.setLocale(language).toLocaleString(DateTime.DATETIME_FULL),
    seconds: String(Math.round(seconds)),
  };
  const lines = text.split('\n').filter((line) => values.customer !== undefined || !/\{\s*customer\s*\}/.test(line));
  return {
    id: voicemailLetterId(contact),
    to: voicemailTo,
    subject: fillTemplate(subject, values),
    text: [fillTemplate(lines.join('\n'), values), ...(sound ? [] : ['', withoutSound])].join('\n'),
    files: sound
      ? [{ name: `voicemail-${time.toFormat("yyyy-MM-dd'T'HH-mm")}.wav`, type: 'audio/wav', content: sound }]
      : [],
  };
}
