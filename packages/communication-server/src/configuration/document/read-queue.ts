import { didYouMean, elementsOf, type XmlElement } from '@caruso/language';
import { present } from '../../present.js';
import type { Disposition } from '../disposition.js';
import { type Diversion, isWritten, type Queue, type Skills, type Step } from '../queue-definition.js';
import { readRecording } from './read-recording.js';
import { readVoicemailLetter, readVoicemailTo } from './read-voicemail.js';
import { placeOf, textOf, type Values } from './values.js';

/** Reads a queue of a document. */
export function readQueue(values: Values, element: XmlElement): Queue {
  const dispositions = elementsOf(element, 'disposition');
  values.once(allOf(dispositions), 'id');
  const [min, max] = [values.number(element, 'min-penalty'), values.number(element, 'max-penalty')];
  const steps = elementsOf(element, 'step').map((step) => readStep(values, step));
  const optional: Partial<Queue> = present({
    script: values.optional(element, 'script'),
    strategy: values.optional<NonNullable<Queue['strategy']>>(element, 'strategy'),
    ringAtOnce: values.number(element, 'ring-at-once', { least: 1, whole: true }),
    needs: readSkills(values, element, 'needs'),
    priority: values.number(element, 'priority'),
    order: values.optional<NonNullable<Queue['order']>>(element, 'order'),
    weight: values.number(element, 'weight'),
    steps: steps.length > 0 ? steps : undefined,
    penalties: min === undefined && max === undefined ? undefined : present({ min, max }),
    tierWait: values.seconds(element, 'tier-wait'),
    offerTimeout: values.seconds(element, 'offer-timeout'),
    missedOffers: values.number(element, 'missed-offers', { least: 1, whole: true }),
    pauseMissed: values.optional<NonNullable<Queue['pauseMissed']>>(element, 'pause-missed'),
    retryAfter: values.seconds(element, 'retry-after'),
    ringBusy: values.yes(element, 'ring-busy'),
    wrapUp: readWrapUp(values, elementsOf(element, 'wrap-up')[0]),
    maxLength: values.number(element, 'max-length', { least: 0, whole: true }),
    joinEmpty: values.optional<NonNullable<Queue['joinEmpty']>>(element, 'join-empty'),
    leaveEmpty: values.yes(element, 'leave-empty'),
    maxWait: values.seconds(element, 'max-wait'),
    maxEstimate: values.seconds(element, 'max-estimate'),
    overflow: readDiversion(values, elementsOf(element, 'overflow')[0]),
    prefer: readPreferred(values, element),
    preferFor: values.seconds(element, 'prefer-for'),
    callback: readCallback(values, elementsOf(element, 'callback')[0]),
    announcement: readAnnouncement(values, elementsOf(element, 'announce')[0]),
    reply: readReply(values, element),
    recording: readRecording(values, element),
    voicemailTo: readVoicemailTo(values, element),
    voicemailLetter: readVoicemailLetter(values, element),
    resumeWithin: values.seconds(element, 'resume-within'),
    hours: values.reference(element, 'hours', 'calendar'),
    closed: readDiversion(values, elementsOf(element, 'closed')[0]),
  });
  return {
    id: textOf(element, 'id'),
    name: textOf(element, 'name'),
    channel: values.optional<Queue['channel']>(element, 'channel') ?? 'voice',
    dispositions: dispositions.map((each) => readDisposition(values, each)),
    serviceLevel: {
      seconds: values.seconds(element, 'answer-within') ?? 0,
      target: values.share(element, 'target') ?? 0,
    },
    ...optional,
  };
}

function allOf(dispositions: readonly XmlElement[]): readonly XmlElement[] {
  return dispositions.flatMap((each) => [each, ...allOf(elementsOf(each, 'disposition'))]);
}

/** Seconds. */
const LEAST_ANNOUNCED_S = 5;

const WRITTEN_HINT = '<reply> is of queues with channel="mail" or channel="chat"';

const FLAGS = ['live', 'direct', 'success', 'closes', 'dnc', 'retry'] as const;

function readDisposition(values: Values, element: XmlElement): Disposition {
  const inside = elementsOf(element, 'disposition');
  const said = FLAGS.filter((flag) => element.attributes.has(flag));
  const one = { id: textOf(element, 'id'), label: textOf(element, 'label') };
  if (inside.length > 0) {
    const [flag] = said;
    if (flag !== undefined)
      values.diagnostics.error(
        'flag-of-heading',
        `'${one.id}' is a heading and is never chosen, so '${flag}' says nothing`,
        placeOf(element, flag),
        'say it of the dispositions inside',
      );
    return { ...one, dispositions: inside.map((each) => readDisposition(values, each)) };
  }
  if (said.length === 0) return one;
  const retry = values.seconds(element, 'retry');
  const yes = (name: (typeof FLAGS)[number]) => values.yes(element, name);
  return {
    ...one,
    flags: present({
      live: values.optional(element, 'live') === 'no' ? false : undefined,
      ...{ direct: yes('direct'), success: yes('success'), closes: yes('closes'), dnc: yes('dnc') },
      retry: retry === 0 ? undefined : retry,
    }),
  };
}

/** Levels by skill, of `<needs>` of a queue or `<has>` of an agent; undefined when there are none. */
export function readSkills(values: Values, element: XmlElement, name: 'needs' | 'has'): Skills | undefined {
  const skills = elementsOf(element, name);
  values.once(skills, 'skill');
  if (skills.length === 0) return undefined;
  return Object.fromEntries(
    skills.map((each) => [
      values.reference(each, 'skill', 'skill') ?? '',
      values.number(each, 'level', { least: 0 }) ?? 0,
    ]),
  );
}

function readStep(values: Values, element: XmlElement): Step {
  return {
    after: values.seconds(element, 'after') ?? 0,
    ...present({
      needs: readSkills(values, element, 'needs'),
      maxPenalty: values.number(element, 'max-penalty'),
      priority: values.number(element, 'priority'),
      atOnceWhenNobody: values.yes(element, 'at-once-when-nobody'),
    }),
  };
}

const PREFERRED = ['last-agent', 'owner'] as const;
const isPreferred = (whom: string): whom is (typeof PREFERRED)[number] => PREFERRED.some((one) => one === whom);

function readPreferred(values: Values, element: XmlElement): Queue['prefer'] {
  if (!element.attributes.has('prefer')) return undefined;
  const words = textOf(element, 'prefer').split(/\s+/).filter(Boolean);
  const wrong = (code: string, message: string, hint: string) =>
    values.diagnostics.error(code, message, placeOf(element, 'prefer'), hint);
  for (const word of words.filter((one) => !isPreferred(one)))
    wrong('bad-value', `nobody is preferred as '${word}'`, didYouMean(word, PREFERRED) ?? 'last-agent, owner or both');
  if (!element.attributes.has('prefer-for'))
    wrong('missing-attribute', `contacts do not wait for who is preferred`, `say how long: prefer-for="15s"`);
  return words.filter(isPreferred);
}

function readWrapUp(values: Values, element: XmlElement | undefined): Queue['wrapUp'] {
  if (!element) return undefined;
  return present({
    seconds: values.seconds(element, 'within'),
    extension: values.seconds(element, 'extension'),
    holdsBack: values.optional<'everything' | 'queue'>(element, 'holds-back'),
  });
}

function readCallback(values: Values, element: XmlElement | undefined): Queue['callback'] {
  if (!element) return undefined;
  return present({
    attempts: values.number(element, 'attempts', { least: 1, whole: true }),
    retryAfter: values.seconds(element, 'retry-after'),
    key: readKey(values, element),
  });
}

function readKey(values: Values, element: XmlElement): string | undefined {
  const key = values.optional(element, 'key');
  if (key !== undefined && !/^[0-9*#]$/.test(key))
    values.diagnostics.error(
      'bad-value',
      `'${key}' is no key of a telephone`,
      placeOf(element, 'key'),
      '0 to 9, * or #',
    );
  return key;
}

function readAnnouncement(values: Values, element: XmlElement | undefined): Queue['announcement'] {
  if (!element) return undefined;
  const every = values.seconds(element, 'every') ?? LEAST_ANNOUNCED_S;
  if (every < LEAST_ANNOUNCED_S)
    values.diagnostics.error(
      'bad-duration',
      `callers would be told without end`,
      placeOf(element, 'every'),
      '5s or more',
    );
  const told = (name: 'place' | 'wait', value: string) => {
    const text = values.optional(element, name);
    if (text !== undefined && !text.includes(value))
      values.diagnostics.error('no-placeholder', `'${name}' does not tell ${value}`, placeOf(element, name));
    return text;
  };
  const texts = present({ place: told('place', '{place}'), wait: told('wait', '{minutes}') });
  if (Object.keys(texts).length === 0)
    values.diagnostics.error('one-of-two', `<announce> needs 'place' or 'wait', or both`, element.tag);
  return {
    every,
    language: textOf(element, 'language'),
    ...texts,
    ...present({
      placeUpTo: values.number(element, 'place-up-to', { least: 1, whole: true }),
      waitUpTo: values.seconds(element, 'wait-up-to'),
    }),
  };
}

function readReply(values: Values, queue: XmlElement): Queue['reply'] {
  const [element] = elementsOf(queue, 'reply');
  if (!element) return undefined;
  const within = values.seconds(element, 'within');
  if (within === 0)
    values.diagnostics.error('bad-duration', 'nobody can answer at once', placeOf(element, 'within'), 'such as 4h');
  if (!isWritten(textOf(queue, 'channel')))
    values.diagnostics.error('not-written', `nobody writes to '${textOf(queue, 'id')}'`, element.tag, WRITTEN_HINT);
  return { within: within ?? 0, ...present({ hours: values.reference(element, 'hours', 'calendar') }) };
}

function readDiversion(values: Values, element: XmlElement | undefined): Diversion | undefined {
  if (!element) return undefined;
  const how = values.optional<'park' | 'close'>(element, 'how');
  const queue = values.reference(element, 'to', 'queue');
  const [hasTo, hasHow] = [element.attributes.has('to'), element.attributes.has('how')];
  if (hasTo === hasHow) {
    const message = `<${element.name}> needs 'to' or 'how'${hasTo ? ', not both' : ''}`;
    values.diagnostics.error('one-of-two', message, placeOf(element, 'how'), 'to="queue", how="park" or how="close"');
  }
  return queue === undefined ? how : { queue };
}
