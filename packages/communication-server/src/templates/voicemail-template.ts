import { z } from 'zod';

/** What the letter about a message left by telephone is filled in with. */
export const VOICEMAIL_PLACEHOLDERS = {
  caller: 'The number of the caller.',
  customer: 'The key of the customer, if that is known.',
  called: 'The number that was called.',
  queue: 'What the queue is called.',
  time: 'When the message was left, in the time zone of the hours of the queue.',
  seconds: 'How long it is.',
} as const;

export type VoicemailPlaceholder = keyof typeof VOICEMAIL_PLACEHOLDERS;

/** Whether a language can be written in, such as `de` or `pt-BR`. */
export function isLanguage(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

/** The letter that tells of a message left by telephone, in a language of the company. */
export const VoicemailTemplate = z.strictObject({
  /** In which it is written, and in which the time is: such as `de`. */
  language: z.string().refine(isLanguage, 'a language such as de is expected'),
  subject: z.string().min(1),
  /** A line in which something is not known is left out. */
  text: z.string().min(1).max(50_000),
  /** What is added when the sound cannot be had. */
  withoutSound: z.string().min(1),
});
export type VoicemailTemplate = z.infer<typeof VoicemailTemplate>;

/** The letter where nothing else is said. */
export const USUAL_LETTER: VoicemailTemplate = {
  language: 'en',
  subject: 'Voicemail from {caller} for {queue}',
  text: 'Caller: {caller}\nCustomer: {customer}\nDialled: {called}\nQueue: {queue}\nTime: {time}\nLength: {seconds} s',
  withoutSound: 'The sound could not be had. Hear it at the desktop, where the message waits in its queue.',
};
