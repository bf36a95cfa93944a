import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LanguageErrors } from '@caruso/language';
import { loadingFrom } from '@caruso/service-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ContactCentreErrors } from '../../errors.js';
import { simulated } from './simulated.js';

describe('simulated', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'caruso-scenario-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('refuses a scenario that is not there, or not UTF-8', () => {
    const scenario = join(folder, 'calls.xml');
    expect(() => simulated({ scenario })).toThrowError(ContactCentreErrors.UnreadableScenario);
    writeFileSync(scenario, '<scenario id="Grüße" seed="1"/>', 'latin1');
    expect(() => simulated({ scenario })).toThrowError(LanguageErrors.InvalidDocument);
  });

  it('finds a relative path from the file of the assembly, wherever the process was started', async () => {
    const caller = '<caller id="one" at="1s" from="1" to="2"/>';
    writeFileSync(join(folder, 'calls.xml'), `<scenario id="calls" seed="1">${caller}</scenario>`);
    const gateway = await loadingFrom(folder, async () => simulated({ scenario: 'calls.xml' }));
    expect(gateway.destinations).toMatchObject([{ to: '2' }]);
    expect(() => simulated({ scenario: 'calls.xml' })).toThrowError(ContactCentreErrors.UnreadableScenario);
  });
});
