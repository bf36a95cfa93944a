import { describe, expect, it } from 'vitest';
import { communicationServer } from './component.js';
import { ContactCentreErrors } from './errors.js';
import type { CommunicationServerOptions } from './options.js';

const good: CommunicationServerOptions = {
  agents: [{ id: 'agent1', name: 'Agent One', queues: ['service'] }],
  queues: [
    {
      id: 'service',
      name: 'Service',
      channel: 'voice',
      dispositions: [{ id: 'done', label: 'Done' }],
      serviceLevel: { seconds: 20, target: 0.8 },
    },
  ],
};

/** What is wrong with options as a configuration in JavaScript, or one that is not checked, may give them. */
function problemsOf(options: unknown): readonly string[] {
  try {
    communicationServer(options as CommunicationServerOptions);
  } catch (thrown) {
    if (ContactCentreErrors.InvalidOptions.is(thrown)) return thrown.data.problems;
    throw thrown;
  }
  return [];
}

describe('the options of the communication server', () => {
  it('may be right', () => {
    expect(problemsOf({ ...good, notReadyReasons: [], numbers: { '+49': 'service' }, offerTimeoutMs: 1 })).toEqual([]);
  });

  it('are checked for misspelt names, each reported once with what is meant', () => {
    const { serviceLevel, ...queue } = { ...good.queues[0] };
    const options = {
      agents: [{ id: 'agent1', name: 'Agent One', queus: ['service'] }],
      queues: [{ ...queue, servicelevel: serviceLevel }],
      number: {},
    };
    expect(problemsOf(options)).toEqual([
      "agents.agent1: there is no option 'queus' (did you mean 'queues'?)",
      "queues.service: there is no option 'servicelevel' (did you mean 'serviceLevel'?)",
      "there is no option 'number' (did you mean 'numbers'?)",
    ]);
  });

  it('are checked for campaigns that lead nowhere, or call in a country that there is not', () => {
    const campaign = {
      ...{ id: 'spring', name: 'Spring', mode: 'progressive', queue: 'sales', gateway: 'pbx' },
      ...{ from: '+442079460000', country: 'UK', window: { week: { monday: [{ from: '9', to: '17:00' }] } } },
    };
    expect(problemsOf({ ...good, campaigns: [campaign] })).toEqual([
      'the campaign "spring" leads to "sales", which is no queue',
      'the campaign "spring" dials through "pbx", which is no gateway',
      'the campaign "spring" has the country "UK"; a code of ISO 3166 such as GB is expected',
      'the window of the campaign "spring": monday: "9" is no time of day; 00:00 to 24:00 is expected',
    ]);
  });

  it('are checked for campaigns that call through a night, or whose agents write', () => {
    const chat = { ...good.queues[0], id: 'chat', channel: 'chat' };
    const campaign = {
      ...{ id: 'spring', name: 'Spring', mode: 'progressive', queue: 'chat', gateway: 'pbx', from: '+442079460000' },
      ...{ country: 'GB', window: { week: { monday: [{ from: '20:00', to: '09:00' }] } } },
    };
    expect(problemsOf({ ...good, queues: [...good.queues, chat], campaigns: [campaign] })).toEqual([
      'the campaign "spring" leads to "chat", which is for chat: a campaign calls',
      'the campaign "spring" dials through "pbx", which is no gateway',
      'the window of the campaign "spring": 20:00 to 09:00 is through the night; if that is meant, write two, to 24:00 and from 00:00',
    ]);
  });

  it('are checked for what is missing and what is of another kind', () => {
    const options = {
      agents: [
        { id: 'agent1', queues: 'service' },
        { name: 'Agent Two', queues: [] },
      ],
      queues: [{ ...good.queues[0], channel: 'voise', serviceLevel: { seconds: '20', target: 0.8 } }],
      gateways: [{ id: 'tel' }],
      numbers: { '+49': 7 },
    };
    expect(problemsOf(options)).toEqual([
      'agents.agent1.name is missing',
      'agents.agent1.queues: an array is expected, this is "service"',
      'agents.1.id is missing',
      'queues.service.channel: one of voice, web, chat, mail is expected, this is "voise"',
      'queues.service.serviceLevel.seconds: a number is expected, this is "20"',
      'gateways.tel: a gateway with an id and open() is expected, such as simulated({ scenario })',
      'numbers.+49: the id of a queue, { queue } or { script } is expected',
    ]);
    expect(problemsOf(undefined)).toEqual(['the options are missing']);
    expect(problemsOf({})).toEqual(['agents is missing', 'queues is missing']);
  });
});
