import { silentLog } from '../../../src/log.js';
import { connectManager } from '../../../src/nats/mirror/connect-manager.js';
import { GreeterSwitch, greeter } from './greeter.js';

/** Another process of a company: provides a greeter until it is killed. */
async function run(servers: string, company: string, says: string): Promise<void> {
  const manager = await connectManager(servers, { company, log: silentLog });
  const steer = new GreeterSwitch();
  void steer.pondering.reached.then(() => process.send?.('pondering'));
  await manager.register(greeter(says, { steer }));
  process.send?.(`ready ${manager.node}`);
}

const [servers = '', company = '', says = ''] = process.argv.slice(2);
process.once('disconnect', () => process.exit(0));
void run(servers, company, says);
