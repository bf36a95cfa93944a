import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LanguageErrors } from '@caruso/language';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scriptEngine } from './component.js';

describe('scriptEngine', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'caruso-scripts-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('refuses a script that is not UTF-8', () => {
    writeFileSync(join(folder, 'size.xml'), '<script title="Größe"/>', 'latin1');
    expect(() => scriptEngine({ scripts: folder })).toThrowError(LanguageErrors.InvalidDocument);
  });
});
