import { didYouMean, elementsOf, type XmlElement } from '@caruso/language';
import { goesIntoNextDay } from '../../calendar/calendar-definition.js';
import type { CampaignDefinition } from '../../campaigns/definition/campaign-definition.js';
import { isKnownCountry } from '../../campaigns/list/read-number.js';
import { DEFAULT_POLICY } from '../../campaigns/list/retry.js';
import { regimes } from '../../campaigns/pacing/regime.js';
import { present } from '../../present.js';
import { readExceptions, readWeek } from './read-calendar.js';
import { readList } from './read-list.js';
import { placeOf, textOf, type Values } from './values.js';

type CompanyRegime = Exclude<CampaignDefinition['regime'], string | undefined>;

/** Reads the campaigns of a document. */
export function readCampaigns(values: Values, root: XmlElement): readonly CampaignDefinition[] {
  const own = new Map(elementsOf(root, 'regime').map((each) => [textOf(each, 'id'), readRegime(values, each)]));
  return elementsOf(root, 'campaign').map((each) => readCampaign(values, each, own));
}

function readRegime(values: Values, element: XmlElement): CompanyRegime {
  const window = values.secondsAboveNothing(element, 'window') ?? 1;
  if (window > 31 * 86_400)
    values.diagnostics.error('bad-duration', 'A window has 31 days at most', placeOf(element, 'window'), 'write 744h');
  return {
    id: textOf(element, 'id'),
    windowMs: window * 1_000,
    denominator: values.optional<CompanyRegime['denominator']>(element, 'denominator') ?? 'answered-live',
    connectWithinMs: (values.secondsAboveNothing(element, 'connect-within') ?? 2) * 1_000,
    ...present({ cap: values.share(element, 'cap'), confidence: values.share(element, 'confidence') }),
  };
}

function readCampaign(
  values: Values,
  element: XmlElement,
  regimesOfDocument: ReadonlyMap<string, CompanyRegime>,
): CampaignDefinition {
  const exceptions = readExceptions(values, element);
  const week = readWeek(values, element);
  const window = exceptions.length > 0 ? { week, exceptions } : { week };
  if (elementsOf(element, 'open').length === 0)
    values.diagnostics.error(
      'never-open',
      `The campaign '${textOf(element, 'id')}' may call nobody`,
      element.tag,
      'add <open days="monday tuesday wednesday thursday friday" from="09:00" to="18:00"/>',
    );
  checkNight(values, element);
  return {
    id: textOf(element, 'id'),
    name: textOf(element, 'name'),
    mode: values.optional<CampaignDefinition['mode']>(element, 'mode') ?? 'progressive',
    queue: readQueue(values, element),
    gateway: textOf(element, 'gateway'),
    from: textOf(element, 'from'),
    country: readCountry(values, element),
    window,
    ...present({
      goal: values.optional(element, 'goal'),
      lines: values.number(element, 'lines', { least: 1, whole: true }),
      ringSeconds: values.secondsAboveNothing(element, 'ring'),
      regime: regimeOf(values, element, regimesOfDocument),
      cap: values.share(element, 'cap'),
      consent: values.optional<'asked' | 'not-refused'>(element, 'consent'),
      accepted: values.share(element, 'accepted'),
      supposed: readSupposed(values, element),
      retry: readRetry(values, element),
      dropMessage: readDropMessage(values, element),
      list: readList(values, element),
    }),
  };
}

/** Nobody wants to be called through a night because two times were mistaken for each other. */
function checkNight(values: Values, campaign: XmlElement): void {
  const spans = [
    ...elementsOf(campaign, 'open'),
    ...elementsOf(campaign, 'day').flatMap((day) => elementsOf(day, 'hours')),
  ];
  for (const span of spans) {
    const [from, to] = [textOf(span, 'from'), textOf(span, 'to')];
    if (goesIntoNextDay({ from, to }))
      values.diagnostics.error(
        'through-the-night',
        `People would be called from ${from} through the night until ${to}`,
        placeOf(span, 'to'),
        'if that is meant, write two, to="24:00" and from="00:00"',
      );
  }
}

/** Who is called hears an agent. */
function readQueue(values: Values, element: XmlElement): string {
  const id = values.reference(element, 'queue', 'queue') ?? '';
  const queue = values.element('queue', id);
  const channel = queue && textOf(queue, 'channel');
  if (channel !== undefined && channel !== 'voice')
    values.diagnostics.error(
      'not-voice',
      `The queue '${id}' is for ${channel}, and a campaign calls`,
      placeOf(element, 'queue'),
      'a queue with channel="voice" is expected',
    );
  return id;
}

function readCountry(values: Values, element: XmlElement): string {
  const country = textOf(element, 'country');
  if (!isKnownCountry(country))
    values.diagnostics.error(
      'bad-country',
      `'${country}' is no country of ISO 3166`,
      placeOf(element, 'country'),
      'codes are written as DE, GB, US',
    );
  return country;
}

function regimeOf(
  values: Values,
  element: XmlElement,
  own: ReadonlyMap<string, CompanyRegime>,
): CampaignDefinition['regime'] {
  const wanted = values.optional(element, 'regime');
  if (wanted === undefined) return undefined;
  const found = own.get(wanted);
  if (found) return found;
  if (isBuiltIn(wanted)) return wanted;
  const known = [...own.keys(), ...Object.keys(regimes)];
  const hint = didYouMean(wanted, known) ?? `there are ${known.join(', ')}`;
  values.diagnostics.error('unknown-regime', `There is no regime '${wanted}'`, placeOf(element, 'regime'), hint);
  return undefined;
}

function isBuiltIn(id: string): id is keyof typeof regimes {
  return Object.hasOwn(regimes, id);
}

function readSupposed(values: Values, element: XmlElement): CampaignDefinition['supposed'] {
  const answerShare = values.share(element, 'supposed-answers');
  const handlingSeconds = values.secondsAboveNothing(element, 'supposed-handling');
  if (answerShare === undefined && handlingSeconds === undefined) return undefined;
  return { answerShare: answerShare ?? 0.3, handlingSeconds: handlingSeconds ?? 180 };
}

function readRetry(values: Values, element: XmlElement): CampaignDefinition['retry'] {
  const rules = elementsOf(element, 'retry');
  values.once(rules, 'when');
  const attempts = values.number(element, 'attempts', { least: 1, whole: true });
  if (attempts === undefined) {
    const [first] = rules;
    if (first)
      values.diagnostics.error('no-attempts', `<retry> needs 'attempts' of its campaign`, first.tag, 'attempts="5"');
    return undefined;
  }
  if (rules.length === 0) return { attempts, rules: DEFAULT_POLICY.rules };
  return {
    attempts,
    rules: Object.fromEntries(
      rules.map((rule) => [
        textOf(rule, 'when'),
        {
          afterMinutes: (values.seconds(rule, 'after') ?? 0) / 60,
          atMost: values.number(rule, 'at-most', { least: 1, whole: true }) ?? 1,
          otherNumber: values.yes(rule, 'other-number') ?? false,
        },
      ]),
    ),
  };
}

/** Who is dialled by a predictive campaign may be dropped; some rules ask for telling him who it was. */
function readDropMessage(values: Values, element: XmlElement): CampaignDefinition['dropMessage'] {
  const [message] = elementsOf(element, 'dropped');
  if (message) return { text: textOf(message, 'say'), language: textOf(message, 'language') };
  const regime = values.optional(element, 'regime') ?? 'us-tsr';
  if (values.optional(element, 'mode') !== 'predictive' || !isBuiltIn(regime) || !('tellsWhoCalled' in regimes[regime]))
    return undefined;
  values.diagnostics.warning(
    'no-drop-message',
    `'${regime}' asks for telling who has called when no agent is there in time`,
    element.tag,
    'add <dropped language="en" say="This was …, you reach us at …"/>',
  );
  return undefined;
}
