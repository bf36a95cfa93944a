import { communicationServer, type DialRequest, type DialResult, type Gateway } from '@caruso/communication-server';
import { Campaigns } from '@caruso/communication-server/contract';
import { type Browser, launchBrowser, logIn, type Page, pageAt, picture, seriousFaults } from '@caruso/test-browser';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { PASSWORD } from './border.js';
import { type Company, startCompany } from './company.js';

const day = [{ from: '00:00', to: '24:00' }];
const week = {
  ...{ monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day, sunday: day },
};

describe('a calling campaign in the browser', () => {
  let browser: Browser;
  let company: Company;
  let supervisor: Page;
  let agent: Page;
  /** Telephones that ring; the test picks them up. */
  const ringing: { readonly request: DialRequest; readonly end: (result: DialResult) => void }[] = [];
  const lines: Gateway = {
    id: 'lines',
    open: () => ({
      departures: [],
      start: () => {},
      happened: () => {},
      dial: (request) => new Promise((end) => ringing.push({ request, end })),
      close: () => {},
    }),
  };

  beforeAll(async () => {
    const centre = communicationServer({
      agents: ['agent1', 'agent2'].map((id) => ({ id, name: id, queues: ['service'] })),
      queues: [
        {
          ...{ id: 'service', name: 'Calls', channel: 'voice' as const, serviceLevel: { seconds: 20, target: 0.8 } },
          dispositions: [
            {
              ...{ id: 'reached', label: 'Reached' },
              dispositions: [
                { id: 'sold', label: 'Sold', flags: { direct: true, success: true } },
                { id: 'never', label: 'Do not call', flags: { direct: true, dnc: true } },
              ],
            },
            { id: 'tape', label: 'Answering machine', flags: { live: false } },
          ],
        },
      ],
      campaigns: [
        {
          ...{ id: 'spring', name: 'Heat pumps', goal: 'A visit is agreed', mode: 'preview', queue: 'service' },
          ...{ gateway: 'lines', from: '+4922199', country: 'DE', window: { week } },
        },
      ],
      gateways: [lines],
    });
    [company, browser] = await Promise.all([startCompany({}, undefined, { centre }), launchBrowser()]);
    const rows = [
      { id: 'first', numbers: ['0221 470802'], customer: '18' },
      { id: 'second', numbers: ['0221 470801'], customer: '17' },
    ];
    await company.running.get(Campaigns).loadRows({ campaign: 'spring', list: 'spring.csv', rows });
    [supervisor, agent] = await Promise.all([pageAt(browser, company.url), pageAt(browser, company.url)]);
    await logIn(supervisor, 'sam', PASSWORD);
    await logIn(agent, 'agent1', PASSWORD);
    await agent.getByRole('button', { name: /Start shift/ }).click();
    await agent.getByRole('button', { name: /^Ready/ }).click();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await company?.running.stop();
  });

  const row = () => supervisor.getByRole('row', { name: /Heat pumps/ });

  it('is started by the supervisor, worked by the agent, and paused', async () => {
    onTestFailed(async () => {
      await picture(supervisor, 'failed-campaigns-supervisor');
      await picture(agent, 'failed-campaigns-agent');
    });
    await row().getByText('New').waitFor();
    await supervisor.getByRole('button', { name: 'Start Heat pumps' }).click();
    await row().getByText('Running').waitFor();

    const card = agent.getByRole('region', { name: 'To call' });
    await card.getByText('+49221470802').waitFor();
    await agent.getByText('Lou Marsch').first().waitFor();
    await card.getByRole('button', { name: 'Later' }).click();
    await card.getByText('+49221470801').waitFor();
    await card.getByText('A visit is agreed').waitFor();
    await agent.getByText('Kim Feld').first().waitFor();
    await picture(agent, 'campaign-preview');
    expect(await seriousFaults(agent)).toEqual([]);

    await card.getByRole('button', { name: 'Call' }).click();
    await agent
      .getByRole('region', { name: 'Calling' })
      .getByText(/It rings/)
      .waitFor();
    expect(ringing.map(({ request }) => request.to)).toEqual(['+49221470801']);
    ringing[0]?.end({ outcome: 'answered', ringMs: 1, call: 'call-1' });
    const talk = agent.getByRole('region', { name: 'In conversation' });
    for (const fact of ['Heat pumps', 'A visit is agreed', 'second']) await talk.getByText(fact).waitFor();
    await agent.getByRole('button', { name: /^Hang up/ }).click();
    await picture(agent, 'campaign-wrap-up');
    await agent
      .getByRole('group', { name: 'Reached' })
      .or(agent.locator('optgroup[label=Reached]'))
      .waitFor({ state: 'attached' });
    await agent.getByLabel('Disposition').selectOption('sold');
    await agent.getByRole('button', { name: /^Finish/ }).click();

    const successes = row().getByRole('cell').nth(7);
    await expect.poll(() => successes.textContent()).toBe('1');
    await picture(supervisor, 'campaign-monitor');
    expect(await seriousFaults(supervisor)).toEqual([]);
    await supervisor.getByRole('button', { name: 'Pause Heat pumps' }).click();
    await row().getByText('Paused').waitFor();
    await supervisor.getByRole('button', { name: 'Start Heat pumps' }).waitFor();
  }, 120_000);
});
