import { fileURLToPath } from 'node:url';
import { businessObjects, modeler } from '@caruso/business-objects';
import { communicationServer, simulated } from '@caruso/communication-server';
import { webchat } from '@caruso/communication-server/webchat';
import { frontOffice } from '@caruso/front-office';
import { FrontOffice } from '@caruso/front-office/contract';
import { reporting } from '@caruso/reporting';
import { chatTurn, readMessage, scriptEngine } from '@caruso/script-engine';
import { defineAssembly, serviceControl } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { billing } from './src/billing/component.js';
import { demoBilling } from './src/demo/demo-billing.js';
import { demoCompany } from './src/demo/demo-company.js';
import { demoLogIns } from './src/demo/demo-log-ins.js';
import { mail } from './src/mail/component.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const { env } = process;
const data = env.CARUSO_DATA ?? here('data');
const logIns = demoLogIns(`${data}/demo-log-ins.json`);
const stores = {
  system: env.CARUSO_SYSTEM_STORE ?? `sqlite:${data}/caruso.db`,
  billing: { url: env.CARUSO_BILLING_STORE ?? `sqlite:${data}/billing.db`, schema: 'readonly' as const },
};

const chat = webchat({
  port: Number(env.CHAT_PORT ?? 0),
  company: 'Stadtwerke',
  // The pages of the company that embed the chat; it has one of its own.
  origins: [],
  bot: { chatTurn, readMessage },
});

export default defineAssembly({
  company: 'Stadtwerke',
  components: [
    // First, because the model is compared with the billing tables when the business objects start.
    demoBilling({ billing: stores.billing.url, customers: 400 }),
    storageManager({ stores }),
    businessObjects({ model: here('model') }),
    modeler({ model: here('model') }),
    billing(),
    mail({
      from: 'service@example.org',
      target: env.CARUSO_SMTP ? { smtp: env.CARUSO_SMTP } : { folder: `${data}/mail` },
    }),
    demoCompany({ customers: 400, logIns }),
    scriptEngine({ scripts: here('scripts'), defaultCountry: 'DE', zone: 'Europe/Berlin', studio: {} }),
    communicationServer({
      configuration: here('contact-centre.xml'),
      gateways: [simulated({ scenario: env.CARUSO_SCENARIO ?? here('scenario.xml') }), chat],
    }),
    reporting({ zone: 'Europe/Berlin' }),
    serviceControl({ socket: `${data}/control/socket`, releases: here('releases') }),
    frontOffice({
      company: 'Stadtwerke',
      port: Number(env.PORT ?? 8080),
      customer: { object: 'Customer' },
      users: logIns,
    }),
  ],
  greeting: async (running) => {
    const { url } = await running.get(FrontOffice).address({});
    const who = logIns.map(({ login, password, role }) => `  ${role.padEnd(13)} ${login.padEnd(13)} ${password}`);
    return [
      `Front office  ${url}`,
      `Self-service  ${url}/service`,
      `Chat          ${chat.url}`,
      '',
      'Demo log-ins (role, name, password):',
      ...who,
      '',
      'Stop with Ctrl+C.',
    ].join('\n');
  },
});
