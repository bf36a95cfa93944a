import { readFileSync } from 'node:fs';
import { type Diagnostic, LanguageErrors, toDtd, toXsd } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { contactCentreVocabulary } from './contact-centre-vocabulary.js';
import { readContactCentre } from './read-contact-centre.js';

const document = (body: string, attributes = '') => `<contact-centre${attributes}>\n${body}\n</contact-centre>`;
const queue = (attributes = '', body = '') =>
  `<queue id="service" name="Service" channel="voice" answer-within="20s" ${attributes}>${body}</queue>`;

function problems(text: string): readonly string[] {
  try {
    readContactCentre(text, 'centre.xml');
  } catch (thrown) {
    if (!LanguageErrors.InvalidDocument.is(thrown)) throw thrown;
    return thrown.data.diagnostics.map(
      ({ line, column, code, hint }) => `${line}:${column} ${code}${hint === undefined ? '' : ` (${hint})`}`,
    );
  }
  return [];
}

describe('readContactCentre', () => {
  it('reads queues, agents, skills, hours, reasons and numbers', () => {
    const text = document(
      `<reason id="lunch" label="Lunch"/><reason id="desk" label="At the desk" reachable="yes"/>
<skill id="german"/>
<calendar id="office" zone="Europe/Berlin">
  <open days="monday tuesday" from="09:00" to="12:00"/><open days="monday" from="13:00" to="17:30"/>
  <holidays country="DE" state="BY"/><day date="2026-12-24"/><day date="2026-12-31"><hours from="09:00" to="12:00"/></day>
</calendar>
<queue id="service" name="Customer service" channel="voice" answer-within="1m30s" target="75.5%" strategy="ring-several" ring-at-once="2"
  priority="-1" weight="1.5" min-penalty="0" max-penalty="5" tier-wait="10s" offer-timeout="15s" missed-offers="3" pause-missed="queue"
  retry-after="5s" ring-busy="yes" max-length="20" max-wait="10m" max-estimate="5m" join-empty="while-staffed" leave-empty="yes"
  prefer-for="15s" resume-within="1m" hours="office" script="reading"
  recording="announced">
  <disposition id="done" label="Done"/>
  <needs skill="german" level="3"/>
  <step after="30s" max-penalty="9" priority="2" at-once-when-nobody="yes"><needs skill="german" level="0"/></step>
  <wrap-up within="30s" extension="1m" holds-back="queue"/>
  <overflow to="sales"/><closed how="park"/><callback attempts="2" retry-after="10m" key="#"/>
</queue>
<queue id="sales" name="Sales" channel="chat" answer-within="40s"/>
<agent id="ada@example.org" name="Ada" phone="201" wrap-up="20s">
  <serves queue="service" priority="2" delay="30s" penalty="1" tier="2"/><serves queue="sales"/>
  <has skill="german" level="5"/><capacity channel="chat" contacts="3"/><rate contacts="10" within="1h"/>
</agent>
<number called="+4930" queue="service"/><number called="+4931" script="reception" fallback="sales"/>`,
      ' offer-timeout="12s" ageing="30s" connection-grace="2m"',
    );
    expect(readContactCentre(text, 'centre.xml')).toEqual({
      offerTimeoutMs: 12_000,
      ageing: 30,
      connectionGraceMs: 120_000,
      notReadyReasons: [
        { id: 'lunch', label: 'Lunch' },
        { id: 'desk', label: 'At the desk', reachable: true },
      ],
      calendars: {
        office: {
          zone: 'Europe/Berlin',
          week: {
            monday: [
              { from: '09:00', to: '12:00' },
              { from: '13:00', to: '17:30' },
            ],
            tuesday: [{ from: '09:00', to: '12:00' }],
          },
          holidays: { country: 'DE', state: 'BY' },
          exceptions: [
            { date: '2026-12-24', spans: [] },
            { date: '2026-12-31', spans: [{ from: '09:00', to: '12:00' }] },
          ],
        },
      },
      queues: [
        {
          ...{ id: 'service', name: 'Customer service', channel: 'voice', script: 'reading' },
          dispositions: [{ id: 'done', label: 'Done' }],
          serviceLevel: { seconds: 90, target: 0.755 },
          ...{ strategy: 'ring-several', ringAtOnce: 2, needs: { german: 3 }, priority: -1, weight: 1.5 },
          steps: [{ after: 30, needs: { german: 0 }, maxPenalty: 9, priority: 2, atOnceWhenNobody: true }],
          ...{ penalties: { min: 0, max: 5 }, tierWait: 10, offerTimeout: 15, missedOffers: 3, pauseMissed: 'queue' },
          ...{ retryAfter: 5, ringBusy: true, wrapUp: { seconds: 30, extension: 60, holdsBack: 'queue' } },
          ...{ maxLength: 20, joinEmpty: 'while-staffed', leaveEmpty: true, maxWait: 600, maxEstimate: 300 },
          ...{ overflow: { queue: 'sales' }, preferFor: 15, callback: { attempts: 2, retryAfter: 600, key: '#' } },
          ...{ resumeWithin: 60, hours: 'office', closed: 'park', recording: 'announced' },
        },
        {
          ...{ id: 'sales', name: 'Sales', channel: 'chat', dispositions: [] },
          serviceLevel: { seconds: 40, target: 0.8 },
        },
      ],
      agents: [
        {
          ...{ id: 'ada@example.org', name: 'Ada', phone: '201', wrapUp: 20, skills: { german: 5 } },
          queues: [{ queue: 'service', priority: 2, delay: 30, penalty: 1, tier: 2 }, { queue: 'sales' }],
          capacity: { chat: 3 },
          rate: { contacts: 10, seconds: 3600 },
        },
      ],
      numbers: { '+4930': 'service', '+4931': { script: 'reception', fallback: 'sales' } },
    });
  });

  it('names what is misspelt with its place, and what was probably meant', () => {
    const text = document(`<skill id="german"/>
${queue('stratgy="linear" hours="office"', '<needs skill="germn"/>')}
<agent id="ada" name="Ada"><serves queue="servcie"/></agent>
<number called="1" queue="sales"/>`);
    expect(problems(text)).toEqual([
      "3:72 unknown-attribute (did you mean 'strategy'?)",
      '3:96 unknown-calendar (add <calendar id="office" …/>)',
      "3:118 unknown-skill (did you mean 'german'?)",
      "4:43 unknown-queue (did you mean 'service'?)",
      '5:27 unknown-queue (there are service)',
    ]);
  });

  it('says which values are of a wrong kind', () => {
    const wrong = queue('max-wait="soon" max-length="-1" ring-at-once="1.5" target="0.8"');
    expect(problems(document(wrong))).toEqual([
      '2:82 bad-duration (durations are written as 20s, 2m, 1m30s, 8h)',
      '2:100 bad-number',
      '2:118 bad-number',
      '2:131 bad-number (write 80%)',
    ]);
  });

  it('finds what is there twice, also where a queue and an agent may be called alike', () => {
    expect(problems(document(`${queue()}\n<agent id="service" name="A"><serves queue="service"/></agent>`))).toEqual(
      [],
    );
    const twice = `${queue('', '<disposition id="a" label="A"/><disposition id="a" label="B"/>')}\n${queue()}
<agent id="ada" name="Ada"><serves queue="service"/><serves queue="service" penalty="1"/></agent>`;
    expect(problems(document(twice))).toEqual([
      '2:121 duplicate-name (in line 2)',
      '3:12 duplicate-name (in line 2)',
      '4:68 duplicate-name (in line 4)',
    ]);
  });

  it('wants one way out, and a number to lead to one thing', () => {
    const text = document(`${queue('', '<overflow/>')}
<number called="1"/><number called="2" queue="service" script="x"/><number called="3" queue="service" fallback="service"/>`);
    expect(problems(text).map((problem) => problem.split(' ', 2).join(' '))).toEqual([
      '2:73 one-of-two',
      '3:1 one-of-two',
      '3:64 one-of-two',
      '3:113 one-of-two',
    ]);
  });

  it('checks hours of calendars, and says of each time once where it stands', () => {
    const text = document(`<calendar id="c" zone="Berlin"><open days="monady" from="9" to="17:00"/></calendar>
<calendar id="d" zone="Europe/Berlin">
<open days="monday tuesday" from="08:00" to="25:00"/>
<day date="2026-13-01"/><day date="2026-12-24"><hours from="08:00" to="noon"/></day><day date="2026-12-24"/>
</calendar>`);
    expect(problems(text)).toEqual([
      '2:24 bad-calendar',
      "2:44 bad-weekday (did you mean 'monday'?)",
      '2:58 bad-calendar',
      '4:46 bad-calendar',
      '5:12 bad-calendar',
      '5:72 bad-calendar',
      '5:96 duplicate-name (in line 5)',
    ]);
  });

  it('reads what callers who wait are told, and what cannot be told', () => {
    const announced = (attributes: string) => document(queue('', `<announce language="en" ${attributes}/>`));
    const told =
      'every="30s" place="You are number {place}." place-up-to="9" wait="{minutes} minutes." wait-up-to="15m"';
    expect(readContactCentre(announced(told), 'centre.xml').queues[0]?.announcement).toEqual({
      ...{ every: 30, language: 'en', place: 'You are number {place}.', placeUpTo: 9 },
      ...{ wait: '{minutes} minutes.', waitUpTo: 900 },
    });
    expect(problems(announced('every="30s"'))).toEqual(['2:73 one-of-two']);
    expect(problems(announced('every="1s" place="Wait."'))).toEqual([
      '2:104 bad-duration (5s or more)',
      '2:115 no-placeholder',
    ]);
  });

  it('reads when customers who write are to be answered, and by which hours', () => {
    const written = (attributes: string, channel = 'mail') =>
      document(
        `<calendar id="office" zone="UTC"/>\n<queue id="letters" name="Letters" channel="${channel}" answer-within="8h"><reply ${attributes}/></queue>`,
      );
    const read = readContactCentre(written('within="4h" hours="office"'), 'centre.xml');
    expect(read.queues[0]?.reply).toEqual({ within: 14_400, hours: 'office' });
    expect(problems(written('within="0s"'))).toEqual([expect.stringMatching(/^3:\d+ bad-duration/)]);
    expect(problems(written('within="4h" hours="offcie"'))).toEqual([expect.stringMatching(/^3:\d+ unknown-calendar/)]);
    expect(problems(written('within="4h"', 'voice'))).toEqual([expect.stringMatching(/^3:\d+ not-written/)]);
  });

  it('lets conversations be recorded without asking only where somebody speaks', () => {
    const recorded = (channel: string, why: string) =>
      document(`<queue id="q" name="Q" channel="${channel}" answer-within="20s" recording="${why}"/>`);
    expect(readContactCentre(recorded('voice', 'not-needed'), 'centre.xml').queues[0]?.recording).toBe('not-needed');
    expect(problems(recorded('chat', 'announced'))).toEqual([expect.stringMatching(/^2:\d+ not-spoken/)]);
    expect(problems(recorded('voice', 'customer'))).toHaveLength(1);
  });

  it('warns of a queue whose callers are said to be told of the recording, and are not by anything in the document', () => {
    const queue = (id: string, more = '') => `<queue id="${id}" name="Q" channel="voice" answer-within="20s"${more}/>`;
    const warned = (others: string, why = 'announced') => {
      const warnings: Diagnostic[] = [];
      const text = document(`${queue('q', ` recording="${why}"`)}${queue('r')}${others}`);
      readContactCentre(text, 'centre.xml', (found) => warnings.push(...found));
      return warnings.map(({ code, message, line }) => `${line} ${code} ${message}`);
    };
    const says = (who: string) => [expect.stringContaining(`2 not-announced ${who} to its agents, and nobody is told`)];
    expect(warned('<number called="+4930" queue="q"/>')).toEqual(says('+4930 leads'));
    expect(warned('<number called="1" queue="q"/><number called="2" queue="q"/>')).toEqual(says('1, 2 lead'));
    const route = `<route when="startsWith(from, '+49')" queue="q"/>`;
    expect(warned(`<number called="1" script="menu">${route}</number>`)).toEqual(says('1 leads'));
    const diverting = '<queue id="s" name="S" channel="voice" answer-within="20s"><overflow to="q"/></queue>';
    expect(warned(`${diverting}<number called="1" queue="s"/>`)).toEqual(says('1 leads'));
    expect(warned('<number called="1" script="menu" fallback="q"/><number called="2" queue="r"/>')).toEqual([]);
    expect(warned('<number called="1" queue="q"/>', 'not-needed')).toEqual([]);
  });

  it('reads where messages left by telephone are mailed', () => {
    const mailed = (channel: string, to: string) =>
      document(`<queue id="q" name="Q" channel="${channel}" answer-within="8h" voicemail-to="${to}"/>`);
    expect(readContactCentre(mailed('mail', 'team@works.test'), 'centre.xml').queues[0]?.voicemailTo).toBe(
      'team@works.test',
    );
    expect(problems(mailed('mail', 'team'))).toEqual([expect.stringMatching(/^2:\d+ bad-address/)]);
    expect(problems(mailed('voice', 'team@works.test'))).toEqual([expect.stringMatching(/^2:\d+ not-written/)]);
  });

  it('reads how messages left by telephone are told of, and points at what cannot be', () => {
    const told = (letter: string, queue = 'voicemail-to="team@works.test"') =>
      document(`<queue id="q" name="Q" channel="mail" answer-within="8h" ${queue}>
<voicemail-letter ${letter}</voicemail-letter></queue>`);
    const german = 'language="de" subject="Nachricht von {caller}" without-sound="Ohne Ton."';
    expect(readContactCentre(told(`${german}>\n  Um {time}\n`), 'centre.xml').queues[0]?.voicemailLetter).toEqual({
      ...{ language: 'de', subject: 'Nachricht von {caller}', text: 'Um {time}', withoutSound: 'Ohne Ton.' },
    });
    expect(problems(told(`${german}>Um {tiem}`))).toEqual(["3:96 unknown-placeholder (did you mean 'time'?)"]);
    expect(problems(told(`${german.replace('caller', 'agent')}>Um {time}`))).toEqual([
      expect.stringMatching(/^3:\d+ unknown-placeholder/),
    ]);
    expect(problems(told(`${german.replace('"de"', '"d"')}>Um {time}`))).toEqual(['3:29 bad-language (such as de)']);
    expect(problems(told(`${german}>Um {time}`, ''))).toEqual(['3:1 one-of-two (add voicemail-to to the queue)']);
  });

  it('reads texts for answers as they are meant, and points at what cannot be filled in', () => {
    const letters = '<queue id="letters" name="Letters" channel="mail" answer-within="8h"/>';
    const text = (body: string, more = '') =>
      document(`${letters}\n<template id="bill" label="Bill" language="en" ${more}>${body}</template>`);
    const read = readContactCentre(text('\n    Dear {name},\n\n      &lt;b&gt; {{}}\n    {agent}\n  '), 'centre.xml');
    expect(read.templates).toEqual([
      { id: 'bill', label: 'Bill', language: 'en', text: 'Dear {name},\n\n  <b> {{}}\n{agent}' },
    ]);
    expect(problems(text('Dear\n{nmae} {name'))).toEqual([expect.stringMatching(/^4:8 syntax/)]);
    expect(problems(text('Dear\n{nmae}'))).toEqual(["4:2 unknown-placeholder (did you mean 'name'?)"]);
    expect(problems(text(' '))).toEqual(['3:1 empty-text']);
    expect(problems(text('Hello', 'queues="leters"'))).toEqual([expect.stringMatching(/^3:\d+ unknown-queue/)]);
    const twice = text('Hello').replace(
      '</contact-centre>',
      '<template id="bill" label="B" language="en">B</template>$&',
    );
    expect(problems(twice)).toEqual([expect.stringMatching(/^4:\d+ duplicate-name/)]);
  });

  it('reads where customers are found and who is preferred for them, and points at what is wrong there', () => {
    const customers = '<customers object="Customer" phones="phone, mobile" country-code="49" owner="keeper"/>';
    const read = readContactCentre(
      document(`${customers}${queue('prefer="owner last-agent" prefer-for="15s"')}`),
      'centre.xml',
    );
    expect(read.customers).toEqual({
      object: 'Customer',
      phones: ['phone', 'mobile'],
      countryCode: '49',
      owner: 'keeper',
    });
    expect(read.queues).toMatchObject([{ prefer: ['owner', 'last-agent'], preferFor: 15 }]);
    expect(problems(document(`${customers}${customers}${queue()}`))).toEqual([expect.stringMatching(/duplicate-name/)]);
    expect(problems(document(customers.replace('"49"', '"+49"')))).toEqual([expect.stringMatching(/bad-number/)]);
    expect(problems(document(queue('prefer="ower" prefer-for="15s"')))).toEqual([
      expect.stringMatching(/bad-value.*owner/),
    ]);
    expect(problems(document(queue('prefer="owner"')))).toEqual([expect.stringMatching(/missing-attribute/)]);
  });

  it('reads the routes of a number, and points at what is wrong in their conditions', () => {
    const routed = (when: string) =>
      document(
        `${queue()}<number called="1" queue="service"><route when="${when}" queue="service" priority="2"/></number>`,
      );
    expect(readContactCentre(routed("startsWith(from, '+49')"), 'centre.xml').numbers).toEqual({
      '1': { queue: 'service', routes: [{ when: "startsWith(from, '+49')", queue: 'service', priority: 2 }] },
    });
    expect(problems(routed('form == 1'))).toEqual([expect.stringMatching(/^2:\d+ unknown-name/)]);
    expect(problems(routed("channel == 'fax'"))).toEqual([expect.stringMatching(/^2:\d+ /)]);
  });

  it('reads how long who chats to an address may be silent or gone', () => {
    const numbers = `<number called="webchat" queue="service" silence="10m" absence="90s"/>`;
    expect(readContactCentre(document(`${queue()}${numbers}`), 'centre.xml').numbers).toEqual({
      webchat: { queue: 'service', silence: 600, absence: 90 },
    });
    expect(problems(document(`${queue()}${numbers.replace('10m', 'ten')}`))).toEqual([
      expect.stringMatching(/^2:\d+ bad-duration/),
    ]);
  });

  it('has a published DTD and a schema for editors that say the same', () => {
    const published = (end: string) => readFileSync(new URL(`../../../contact-centre.${end}`, import.meta.url), 'utf8');
    expect(published('dtd')).toBe(toDtd(contactCentreVocabulary));
    expect(published('xsd')).toBe(toXsd(contactCentreVocabulary));
  });
});
