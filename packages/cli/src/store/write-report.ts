import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readableReport, type TransferReport } from '@caruso/storage-manager';

/** Writes a report for programs and one for people into a folder, and returns their paths. */
export function writeReport(folder: string, report: TransferReport): readonly string[] {
  mkdirSync(folder, { recursive: true });
  const files = [
    [join(folder, 'report.json'), `${JSON.stringify(report, undefined, 2)}\n`],
    [join(folder, 'report.md'), readableReport(report)],
  ] as const;
  for (const [path, text] of files) writeFileSync(path, text);
  return files.map(([path]) => path);
}
