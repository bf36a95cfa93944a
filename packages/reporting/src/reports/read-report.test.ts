import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LanguageErrors, toDtd, toXsd } from '@caruso/language';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReportingErrors } from '../errors.js';
import { readReport } from './read-report.js';
import { readReports } from './read-reports.js';
import { reportVocabulary } from './report-vocabulary.js';

describe('readReport', () => {
  it('reads columns with their own labels or the usual ones', () => {
    const text = `<report id="short" title="Short" group-by="day queue">
  <column metric="offered" label="Calls"/><column metric="service-level"/></report>`;
    expect(readReport(text, 'short.xml')).toEqual({
      id: 'short',
      title: 'Short',
      groupBy: ['day', 'queue'],
      columns: [
        { metric: 'offered', label: 'Calls' },
        { metric: 'service-level', label: 'Service level' },
      ],
    });
  });

  it('names every error with its place, and what was probably meant', () => {
    const text = `<report id="r" title="R" group-by="month day">
<column metric="ofered"/>
<column metric="open"/><column metric="open"/>
<column/>
</report>`;
    try {
      readReport(text, 'r.xml');
      expect.fail('it was accepted');
    } catch (thrown) {
      if (!LanguageErrors.InvalidDocument.is(thrown)) throw thrown;
      expect(
        thrown.data.diagnostics.map(({ line, column, code, hint }) => `${line}:${column} ${code} ${hint ?? ''}`),
      ).toEqual([
        '1:36 unknown-grouping write any of queue, hour, day, week',
        "2:17 unknown-metric did you mean 'offered'?",
        '3:40 duplicate-metric ',
        '4:1 missing-attribute ',
      ]);
    }
  });

  it('has a published DTD and a schema for editors that say the same', () => {
    const published = (end: string) => readFileSync(new URL(`../../report.${end}`, import.meta.url), 'utf8');
    expect(published('dtd')).toBe(toDtd(reportVocabulary));
    expect(published('xsd')).toBe(toXsd(reportVocabulary));
  });
});

describe('readReports', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'caruso-reports-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const report = (id: string) => `<report id="${id}" title="Mine"><column metric="offered"/></report>`;

  it('refuses a file that is not UTF-8', () => {
    writeFileSync(join(folder, 'mine.xml'), report('mine').replace('Mine', 'Übersicht'), 'latin1');
    expect(() => readReports(folder)).toThrowError(LanguageErrors.InvalidDocument);
  });

  it('adds the report on incoming contacts to those of the folder', () => {
    writeFileSync(join(folder, 'a.xml'), report('mine'));
    expect(readReports(folder).map(({ id }) => id)).toEqual(['incoming', 'mine']);
    expect(readReports().map(({ id }) => id)).toEqual(['incoming']);
  });

  it('lets the folder replace it', () => {
    writeFileSync(join(folder, 'a.xml'), report('incoming'));
    expect(readReports(folder)).toMatchObject([{ id: 'incoming', title: 'Mine' }]);
  });

  it('refuses one id for two reports, and a folder that is not there', () => {
    writeFileSync(join(folder, 'a.xml'), report('mine'));
    writeFileSync(join(folder, 'b.xml'), report('mine'));
    expect(() => readReports(folder)).toThrow(ReportingErrors.DuplicateReport);
    expect(() => readReports(join(folder, 'none'))).toThrow(ReportingErrors.UnreadableReports);
  });
});
