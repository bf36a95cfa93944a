import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { LanguageErrors } from '@caruso/language';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkModelFiles, loadModel } from './load-model.js';

describe('a model on disk', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'caruso-model-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is refused where a file is not UTF-8', () => {
    const text = '<?xml version="1.0" encoding="ISO-8859-1"?>\n<model label="Größe"/>';
    writeFileSync(join(folder, 'model.xml'), text, 'latin1');
    const places = checkModelFiles(folder).map(({ line, column, code }) => `${line}:${column} ${code}`);
    expect(places).toEqual(['1:31 wrong-encoding']);
    expect(() => loadModel(folder)).toThrowError(LanguageErrors.InvalidDocument);
  });

  it('is refused where there is none, with where it was looked for', () => {
    const path = relative(process.cwd(), join(folder, 'modl'));
    expect(() => loadModel(path)).toThrowError(
      `The model cannot be read from ${path}: there is no ${join(folder, 'modl')}.`,
    );
  });
});
