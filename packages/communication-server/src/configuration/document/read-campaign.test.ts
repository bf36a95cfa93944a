import { LanguageErrors } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { CampaignDefinition } from '../../campaigns/definition/campaign-definition.js';
import { DEFAULT_POLICY } from '../../campaigns/list/retry.js';
import { readContactCentre } from './read-contact-centre.js';

const queue = '<queue id="calls" name="Calls" channel="voice" answer-within="20s">';
const document = (campaign: string, dispositions = '') =>
  `<contact-centre>\n${queue}${dispositions}</queue>\n${campaign}\n</contact-centre>`;
const campaign = (attributes = '', body = '') =>
  `<campaign id="spring" name="Spring" mode="progressive" queue="calls" gateway="pbx" from="+4930999" country="DE" ${attributes}>
${body || '<open days="monday" from="09:00" to="18:00"/>'}</campaign>`;

function problems(text: string): readonly string[] {
  try {
    readContactCentre(text, 'centre.xml');
  } catch (thrown) {
    if (!LanguageErrors.InvalidDocument.is(thrown)) throw thrown;
    return thrown.data.diagnostics.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`);
  }
  return [];
}

describe('a campaign of a document', () => {
  it('says how it calls, when, whom and how often', () => {
    const text = document(
      `<regime id="house" cap="1%" window="24h" connect-within="3s" confidence="90%"/>
${campaign(
  'goal="Sell" lines="10" ring="20s" regime="house" cap="0.5%" consent="asked" attempts="5" accepted="15%" supposed-answers="40%" supposed-handling="2m"',
  `<open days="monday" from="09:00" to="18:00"/><day date="2026-12-24"/>
  <list file="spring.csv" id="key" numbers="mobile, phone at home" consent="agreed"/>
  <retry when="busy" after="10m"/><retry when="no-answer" after="3h" at-most="2" other-number="yes"/>`,
)}`,
    );
    expect(readContactCentre(text, 'centre.xml').campaigns).toEqual([
      {
        ...{ id: 'spring', name: 'Spring', goal: 'Sell', mode: 'progressive', queue: 'calls', gateway: 'pbx' },
        ...{
          from: '+4930999',
          country: 'DE',
          lines: 10,
          ringSeconds: 20,
          cap: 0.005,
          consent: 'asked',
          accepted: 0.15,
        },
        regime: {
          id: 'house',
          cap: 0.01,
          windowMs: 86_400_000,
          denominator: 'answered-live',
          connectWithinMs: 3_000,
          confidence: 0.9,
        },
        window: {
          week: { monday: [{ from: '09:00', to: '18:00' }] },
          exceptions: [{ date: '2026-12-24', spans: [] }],
        },
        supposed: { answerShare: 0.4, handlingSeconds: 120 },
        retry: {
          attempts: 5,
          rules: {
            busy: { afterMinutes: 10, atMost: 3, otherNumber: false },
            'no-answer': { afterMinutes: 180, atMost: 2, otherNumber: true },
          },
        },
        list: { file: 'spring.csv', id: 'key', numbers: ['mobile', 'phone at home'], consent: 'agreed' },
      },
    ]);
  });

  it('may call business objects, with consent for a purpose, under a rule that is built in', () => {
    const body = `<open days="monday" from="09:00" to="18:00"/><list object="Customer" numbers="phone" purpose="marketing"/>`;
    expect(readContactCentre(document(campaign('regime="uk-legacy"', body)), 'c.xml').campaigns).toMatchObject([
      { regime: 'uk-legacy', list: { object: 'Customer', numbers: ['phone'], purpose: 'marketing' } },
    ]);
  });

  it('is refused with the place of each mistake', () => {
    const wrong = campaign('regime="us-trs" country="Germany" ring="soon"').replace('queue="calls"', 'queue="cals"');
    expect(problems(document(wrong.replace('country="DE" ', '')))).toEqual([
      "3:63 unknown-queue There is no queue 'cals'",
      "3:107 unknown-regime There is no regime 'us-trs'",
      "3:124 bad-country 'Germany' is no country of ISO 3166",
      "3:139 bad-duration 'soon' is not a duration",
    ]);
    expect(problems(document(campaign().replace('"DE"', '"UK"')))).toEqual([
      "3:109 bad-country 'UK' is no country of ISO 3166",
    ]);
    expect(problems(document(campaign('', ' ')))).toEqual(["3:1 never-open The campaign 'spring' may call nobody"]);
    const body = '<open days="monday" from="9" to="18:00"/><list numbers="phone"/><retry when="busy" after="1m"/>';
    expect(problems(document(campaign('', body)))).toEqual([
      '4:27 bad-calendar "9" is no time of day; 00:00 to 24:00 is expected',
      "4:42 one-of-two <list> needs 'file' or 'object'",
      "4:65 no-attempts <retry> needs 'attempts' of its campaign",
    ]);
  });
});

describe('a campaign that would call whom or when nobody wants it', () => {
  const week = '<open days="monday" from="09:00" to="18:00"/>';
  const withList = (list: string, attributes = '') => problems(document(campaign(attributes, `${week}${list}`)));

  it('is refused where the consent of its list would not be looked at', () => {
    expect(withList('<list object="Person" numbers="phone" consent="agreed"/>')).toEqual([
      "4:93 one-of-two 'consent' is not for a list with 'object'",
    ]);
    expect(withList('<list file="a.csv" id="key" numbers="phone" purpose="offers"/>')).toEqual([
      "4:99 one-of-two 'purpose' is not for a list with 'file'",
    ]);
    expect(withList('<list object="Person" numbers="phone" channel="phone"/>')).toEqual([
      "4:93 one-of-two 'channel' is that of the consent for a 'purpose'",
    ]);
  });

  it('is refused where only who agreed is called, and nothing says who did', () => {
    const message = 'nobody-agreed Only who agreed is called, and the list does not say who did';
    expect(withList('<list file="a.csv" id="key" numbers="phone"/>', 'consent="asked"')).toEqual([`4:46 ${message}`]);
    expect(withList('<list object="Person" numbers="phone"/>', 'consent="asked"')).toEqual([`4:46 ${message}`]);
    expect(withList('<list object="Person" numbers="phone" purpose="offers"/>', 'consent="asked"')).toEqual([]);
  });

  it('is refused where it calls through a night', () => {
    const night =
      '<open days="monday" from="20:00" to="09:00"/><day date="2026-12-24"><hours from="10:00" to="10:00"/></day>';
    expect(problems(document(campaign('', night)))).toEqual([
      '4:38 through-the-night People would be called from 20:00 through the night until 09:00',
      '4:93 through-the-night People would be called from 10:00 through the night until 10:00',
    ]);
    const two = '<open days="monday" from="20:00" to="24:00"/><open days="tuesday" from="00:00" to="09:00"/>';
    expect(problems(document(campaign('', two)))).toEqual([]);
  });

  it('is refused where its queue is for what is written, and where a time or the numbers are nothing', () => {
    const chat = document(campaign()).replace('"voice"', '"chat"');
    expect(problems(chat)).toEqual(["3:63 not-voice The queue 'calls' is for chat, and a campaign calls"]);
    expect(withList('<list file="a.csv" id="key" numbers=" , "/>', 'ring="0s" supposed-handling="0m"')).toEqual([
      "3:119 bad-duration '0s' is no time at all",
      "3:142 bad-duration '0m' is no time at all",
      '4:83 empty-text The list names no numbers',
    ]);
    expect(problems(document('<regime id="r" window="0h" connect-within="0s"/>'))).toEqual([
      "3:24 bad-duration '0h' is no time at all",
      "3:44 bad-duration '0s' is no time at all",
    ]);
  });
});

describe('the attempts of a campaign', () => {
  it('are made by the usual rules where it says none', () => {
    const [read] = readContactCentre(document(campaign('attempts="2"')), 'c.xml').campaigns ?? [];
    expect(read?.retry).toEqual({ ...DEFAULT_POLICY, attempts: 2 });
    expect(CampaignDefinition.safeParse(read).success).toBe(true);
  });
});

describe('dispositions of a document', () => {
  it('are a tree whose leaves say what came of the contact', () => {
    const tree = `<disposition id="reached" label="Reached">
  <disposition id="sold" label="Sold" direct="yes" success="yes"/><disposition id="later" label="Later" retry="2h"/>
</disposition><disposition id="tape" label="Machine" live="no"/><disposition id="done" label="Done"/>`;
    expect(readContactCentre(document('', tree), 'c.xml').queues[0]?.dispositions).toEqual([
      {
        id: 'reached',
        label: 'Reached',
        dispositions: [
          { id: 'sold', label: 'Sold', flags: { direct: true, success: true } },
          { id: 'later', label: 'Later', flags: { retry: 7_200 } },
        ],
      },
      { id: 'tape', label: 'Machine', flags: { live: false } },
      { id: 'done', label: 'Done' },
    ]);
  });

  it('say nothing as headings, and are told apart by their names wherever they stand', () => {
    const tree = `<disposition id="a" label="A" dnc="yes"><disposition id="b" label="B"/></disposition><disposition id="b" label="B"/>`;
    expect(problems(document('', tree)).map((problem) => problem.split(' ')[1])).toEqual([
      'flag-of-heading',
      'duplicate-name',
    ]);
  });
});
