import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeXml } from '@caruso/language';
import { ReportingErrors } from '../errors.js';
import { incomingReport } from './incoming.js';
import { readReport } from './read-report.js';
import type { ReportDefinition } from './report-definition.js';

/**
 * Reads all report documents of a folder, and adds the report `incoming` unless the folder has its own.
 *
 * @param folder - without it there is `incoming` only
 * @throws ReportingErrors.UnreadableReports, ReportingErrors.DuplicateReport, LanguageErrors.InvalidDocument
 */
export function readReports(folder?: string): readonly ReportDefinition[] {
  const found = new Map<string, { readonly definition: ReportDefinition; readonly file: string }>();
  for (const file of folder === undefined ? [] : filesIn(folder)) {
    const definition = readReport(decodeXml(readFileSync(file), file), file);
    const other = found.get(definition.id);
    if (other) throw new ReportingErrors.DuplicateReport({ report: definition.id, files: [other.file, file] });
    found.set(definition.id, { definition, file });
  }
  const definitions = [...found.values()].map(({ definition }) => definition);
  const builtIn = readReport(incomingReport, 'incoming.xml');
  return found.has(builtIn.id) ? definitions : [builtIn, ...definitions];
}

function filesIn(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.xml'));
    return names.sort().map((name) => join(folder, name));
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new ReportingErrors.UnreadableReports({ folder, reason }, { cause: thrown });
  }
}
