import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const PASSED_OVER = new Set(['node_modules', 'dist', '.git']);

/** All dialog scripts that lie in the repository, by their paths in it. */
export function scriptsOfRepository(): ReadonlyMap<string, string> {
  const files = ['packages', 'examples'].flatMap((folder) => [...xmlFiles(join(root, folder))]);
  const texts = files.map((file): [string, string] => [relative(root, file), readFileSync(file, 'utf8')]);
  return new Map(texts.filter(([, text]) => /<script\s/.test(text)));
}

function* xmlFiles(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (PASSED_OVER.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* xmlFiles(path);
    else if (entry.name.endsWith('.xml')) yield path;
  }
}
