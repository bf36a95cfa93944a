import { connect } from '@nats-io/transport-node';
import { jetStreamEvents } from '../../../src/index.js';
import { Paid } from './invoices.js';

// Subscribes, tells each event that it gets, and never ends handling the one named on the command line.
const [servers = '', company = '', hangsAt = ''] = process.argv.slice(3);
const tell = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);

const connection = await connect({ servers });
const bus = await jetStreamEvents(connection, { company, ackWaitMs: 600 });
await bus.from('child').subscribe(Paid, { consumer: 'ledger' }, async ({ data, attempt }) => {
  tell({ invoice: data.invoice, attempt });
  if (data.invoice === hangsAt) await new Promise(() => {});
});
tell({ ready: true });
