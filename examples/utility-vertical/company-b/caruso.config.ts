import { fileURLToPath } from 'node:url';
import { utilityAssembly } from '../src/utility-assembly.js';
import { legacy } from './legacy.js';

const { env } = process;
const data = env.CARUSO_DATA ?? fileURLToPath(new URL('data', import.meta.url));

export default utilityAssembly({
  name: 'Company B',
  model: 'company-b/model',
  stores: {
    legacy: env.COMPANY_B_STORE ?? `sqlite:${data}/legacy.db`,
    system: env.CARUSO_SYSTEM_STORE ?? `sqlite:${data}/caruso.db`,
  },
  data: legacy,
});
