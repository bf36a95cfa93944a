import { elementsOf, type XmlElement } from '@caruso/language';
import { templateProblems } from '../../templates/placeholders.js';
import { isLanguage, VOICEMAIL_PLACEHOLDERS, type VoicemailTemplate } from '../../templates/voicemail-template.js';
import { Queue } from '../queue-definition.js';
import { readFilledText } from './read-filled-text.js';
import { placeOf, textOf, type Values } from './values.js';

export function readVoicemailTo(values: Values, queue: XmlElement): string | undefined {
  const address = values.optional(queue, 'voicemail-to');
  if (address === undefined) return undefined;
  if (!Queue.shape.voicemailTo.safeParse(address).success)
    values.diagnostics.error('bad-address', `'${address}' is no mail address`, placeOf(queue, 'voicemail-to'));
  if (textOf(queue, 'channel') === 'voice')
    values.diagnostics.error(
      'not-written',
      `calls are answered in '${textOf(queue, 'id')}', so nobody leaves a message`,
      placeOf(queue, 'voicemail-to'),
      'messages are left for queues of another channel',
    );
  return address;
}

export function readVoicemailLetter(values: Values, queue: XmlElement): VoicemailTemplate | undefined {
  const [element] = elementsOf(queue, 'voicemail-letter');
  if (!element) return undefined;
  const known = Object.keys(VOICEMAIL_PLACEHOLDERS);
  const language = textOf(element, 'language');
  if (!isLanguage(language))
    values.diagnostics.error(
      'bad-language',
      `'${language}' is no language`,
      placeOf(element, 'language'),
      'such as de',
    );
  if (!queue.attributes.has('voicemail-to'))
    values.diagnostics.error('one-of-two', 'Nobody gets this letter', element.tag, 'add voicemail-to to the queue');
  const subject = element.attributes.get('subject');
  if (subject) values.diagnostics.add(templateProblems(subject.slice, known));
  return {
    language,
    subject: textOf(element, 'subject'),
    text: readFilledText(values, element, known),
    withoutSound: textOf(element, 'without-sound'),
  };
}
