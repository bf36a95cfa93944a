import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { elementsOf, LanguageErrors, readXml, type XmlElement } from '@caruso/language';
import type { ScriptFile } from '@caruso/script-engine';
import { readText } from '../read-text.js';

/**
 * The scripts that a script can call: those in its folder. Of a script that calls none the folder is not looked at, so
 * what else lies there does not matter.
 */
export function scriptsBeside(file: string, text: string): readonly ScriptFile[] {
  if (callsIn({ file, text }).length === 0) return [];
  const folder = dirname(file);
  const names = readdirSync(folder).filter((name) => name.endsWith('.xml') && resolve(folder, name) !== resolve(file));
  return names.sort().flatMap((name) => {
    const other = join(folder, name);
    const script = { file: other, text: readText(other) };
    return rootOf(script)?.name === 'script' ? [script] : [];
  });
}

/** A script with those of the others that it leads through by calls. */
export function calledFrom(script: ScriptFile, others: readonly ScriptFile[]): readonly ScriptFile[] {
  const found = new Set<ScriptFile>([script]);
  for (const { file, text } of found) {
    const ids = new Set(callsIn({ file, text }));
    for (const other of others) if (ids.has(rootOf(other)?.attributes.get('id')?.value ?? '')) found.add(other);
  }
  return [...found];
}

function callsIn(script: ScriptFile): readonly string[] {
  const root = rootOf(script);
  const visit = (element: XmlElement): string[] => [
    ...(element.name === 'call' ? [element.attributes.get('script')?.value ?? ''] : []),
    ...elementsOf(element).flatMap(visit),
  ];
  return root ? visit(root) : [];
}

/** Undefined when it is not well-formed, which whoever reads the script itself reports. */
function rootOf({ file, text }: ScriptFile): XmlElement | undefined {
  try {
    return readXml(text, file).root;
  } catch (thrown) {
    if (LanguageErrors.InvalidDocument.is(thrown)) return undefined;
    throw thrown;
  }
}
