import { fileURLToPath } from 'node:url';
import { defineAssembly, serviceControl } from '@caruso/service-manager';
import { LegacySystems, legacySystems } from './legacy/legacy-systems.js';
import { metering } from './src/csv-drop/component.js';
import { appointments } from './src/soap/component.js';

const { env } = process;
const data = env.CARUSO_DATA ?? fileURLToPath(new URL('data', import.meta.url));
const port = Number(env.LEGACY_PORT ?? 8070);

export default defineAssembly({
  company: 'Wrappers',
  components: [
    legacySystems({ port, folder: `${data}/metering` }),
    appointments({ url: `http://127.0.0.1:${port}/termine`, namespace: 'urn:terminplan:v1', zone: 'Europe/Berlin' }),
    metering({ out: `${data}/metering/out`, in: `${data}/metering/in`, handedOver: `${data}/handed-over` }),
    serviceControl({ socket: `${data}/control/socket` }),
  ],
  greeting: async (running) => {
    const { appointments, metering } = await running.get(LegacySystems).addresses({});
    return [
      `Appointment system  ${appointments} (SOAP)`,
      `Metering system     ${metering} (files)`,
      '',
      'In another terminal, see how the wrappers are, and lead a dialog that books a technician:',
      '  npx caruso service list',
      '  npx caruso script run scripts/technician.xml --config caruso.config.ts --input customer=4711',
      '',
      'Stop with Ctrl+C.',
    ].join('\n');
  },
});
