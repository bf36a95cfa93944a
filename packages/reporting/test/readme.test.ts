import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { communicationServer } from '@caruso/communication-server';
import { defineAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { DtdValidator, XmlDocument, XmlDtd } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { metrics, Reporting, reporting, toTable } from '../src/index.js';
import { incomingReport } from '../src/reports/incoming.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const block = (language: string) => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? '';

describe('README', () => {
  it('shows an example that prints what it says', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'caruso-readme-'));
    writeFileSync(join(folder, 'calls.xml'), block('xml'));
    const serviceLevel = { seconds: 20, target: 0.8 };
    const names = {
      Reporting,
      agents: [{ id: 'ada', name: 'Ada', queues: ['service'] }],
      communicationServer,
      defineAssembly,
      queues: [{ id: 'service', name: 'Service', channel: 'voice', dispositions: [], serviceLevel }],
      reporting: ({ zone }: { zone: string }) => reporting({ zone, reports: folder }),
      startAssembly: (assembly: Parameters<typeof startAssembly>[0]) => startAssembly(assembly, { log: silentLog }),
      storageManager,
      toTable,
    };
    const body = `return (async () => { ${block('ts')} return table; })()`;
    const run = new Function(...Object.keys(names), body) as (...given: unknown[]) => Promise<unknown>;
    expect(await run(...Object.values(names))).toBe(block('text'));
    rmSync(folder, { recursive: true, force: true });
  });

  it('lists every metric with its definition', () => {
    const rows = readme.replaceAll(/ +/g, ' ');
    for (const [id, { definition }] of Object.entries(metrics)) expect(rows).toContain(`| \`${id}\` | ${definition} |`);
  });

  it('shows a document that is valid against the published DTD, as the built-in report is, for a validator not ours', () => {
    using dtd = new DtdValidator(XmlDtd.fromString(readFileSync(new URL('../report.dtd', import.meta.url), 'utf8')));
    for (const text of [block('xml'), incomingReport]) {
      using document = XmlDocument.fromString(text);
      expect(() => dtd.validate(document)).not.toThrow();
    }
    using wrong = XmlDocument.fromString('<report id="r" title="R"/>');
    expect(() => dtd.validate(wrong)).toThrow();
  });
});
