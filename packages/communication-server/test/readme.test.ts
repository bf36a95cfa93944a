import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { DtdValidator, XmlDocument, XmlDtd } from 'libxml2-wasm';
import { expect, it } from 'vitest';
import { ContactCentre, communicationServer, readContactCentre, readStaffing, simulated } from '../src/index.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const block = (language: string) => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? '';
const centre = /```xml\n([^`]*<contact-centre[^`]*)```/.exec(readme)?.[1] ?? '';

it('README: the example leads a call of its scenario to the end', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'caruso-readme-'));
  const scenario = join(folder, 'scenario.xml');
  writeFileSync(scenario, block('xml'));
  const names = {
    ContactCentre,
    communicationServer,
    defineAssembly,
    simulated: () => simulated({ scenario }),
    startAssembly: (assembly: Parameters<typeof startAssembly>[0]) => startAssembly(assembly, { log: silentLog }),
    storageManager,
  };
  const body = `return (async () => { ${block('ts')} return call; })()`;
  const run = new Function(...Object.keys(names), body) as (...given: unknown[]) => Promise<unknown>;
  expect(await run(...Object.values(names))).toMatchObject({ from: '+493012345', outcome: 'handled', agent: 'ada' });
  rmSync(folder, { recursive: true, force: true });
});

it('README: the scenario is valid against the published DTD, for a validator that is not ours', () => {
  using dtd = new DtdValidator(XmlDtd.fromString(readFileSync(new URL('../scenario.dtd', import.meta.url), 'utf8')));
  using scenario = XmlDocument.fromString(block('xml'));
  expect(() => dtd.validate(scenario)).not.toThrow();
  using wrong = XmlDocument.fromString(block('xml').replace(' at="10ms"', ''));
  expect(() => dtd.validate(wrong)).toThrow();
});

it('README: the contact centre is read, and valid against the published DTD, for a validator that is not ours', () => {
  expect(readContactCentre(centre, 'README.md')).toMatchObject({
    queues: [{ id: 'service', needs: { german: 3 } }],
    agents: [{ id: 'ada' }],
  });
  const published = readFileSync(new URL('../contact-centre.dtd', import.meta.url), 'utf8');
  using dtd = new DtdValidator(XmlDtd.fromString(published));
  using document = XmlDocument.fromString(centre);
  expect(() => dtd.validate(document)).not.toThrow();
  using wrong = XmlDocument.fromString(centre.replace(' answer-within="20s"', ''));
  expect(() => dtd.validate(wrong)).toThrow();
});

it('README: the staffings are read, and valid against the published DTD, for a validator that is not ours', () => {
  const staffings = [...readme.matchAll(/```xml\n([^`]*<staffing[^`]*)```/g)].map(([, text = '']) => text);
  const published = readFileSync(new URL('../staffing.dtd', import.meta.url), 'utf8');
  using dtd = new DtdValidator(XmlDtd.fromString(published));
  const folder = mkdtempSync(join(tmpdir(), 'caruso-readme-'));
  writeFileSync(join(folder, 'monday.csv'), 'arrived,queue,talk\n2026-11-23T08:00:12+01:00,service,120\n');
  const ids = staffings.map((text) => {
    using document = XmlDocument.fromString(text);
    expect(() => dtd.validate(document)).not.toThrow();
    return readStaffing(text, 'README.md', folder).id;
  });
  rmSync(folder, { recursive: true, force: true });
  expect(ids).toEqual(['monday', 'monday-with-one-less']);
});
