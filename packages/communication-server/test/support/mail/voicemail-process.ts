import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { communicationServer } from '../../../src/component.js';
import { type MailOptions, mail } from '../../../src/mail.js';
import { AnsweringMachine } from './answering-machine.js';
import { mailQueue } from './mail-centre.js';

/** A contact centre in a process of its own in which so many callers leave a message; the same ones at each start. */
const [, , , database = '', options = '', calls = '0'] = process.argv;
const machine = new AnsweringMachine();
const components = [
  storageManager({ stores: { system: `sqlite:${database}` } }),
  communicationServer({
    agents: [],
    queues: [{ ...mailQueue('letters'), voicemailTo: 'team@works.test' }],
    gateways: [mail(JSON.parse(options) as MailOptions), machine],
  }),
];
await startAssembly({ company: 'test', components }, { log: silentLog });
for (let call = 0; call < Number(calls); call++) await machine.record(`call-${call}`, `+4930${call}`);
