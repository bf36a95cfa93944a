import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { addStatus } from './readme-example.js';
import { openWorkshop } from './workshop.js';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

it('README shows the use of the modeler that runs here', async () => {
  const example = read('./readme-example.ts').replace("'../../src/contract.js'", "'@caruso/business-objects/contract'");
  expect(read('../../README.md')).toContain(`\`\`\`ts
${example}\`\`\``);
  const workshop = await openWorkshop();
  expect(await addStatus(workshop.running)).toBe('Customer.status (enum) is new, and lies in KDSTAMM.KD_STATUS.');
  expect(workshop.read('objects.xml')).toContain('<attr name="status" type="enum"');
  await workshop.close();
});
