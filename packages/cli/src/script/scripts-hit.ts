import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Lost, type Model, modelContracts, withoutLost } from '@caruso/business-objects';
import type { Contract } from '@caruso/core';
import type { Diagnostic } from '@caruso/language';
import { checkScript } from '@caruso/script-engine';
import { readText } from '../read-text.js';
import { scriptsBeside } from './scripts-beside.js';

/**
 * The places in dialog scripts that name objects, attributes or links a database no longer gives: what the script checker
 * finds with the objects that are left, and does not find with all of them.
 *
 * @param paths scripts and folders of scripts; what is not there is passed over
 * @param contracts of all services of the assembly
 */
export function scriptsHit(
  paths: readonly string[],
  contracts: readonly Contract[],
  model: Model,
  lost: Lost,
): readonly Diagnostic[] {
  const others = contracts.filter(
    ({ name }) => ![...model.objects.keys()].some((object) => name === `objects.${object}`),
  );
  const all = [...others, ...modelContracts(model)];
  const left = [...others, ...modelContracts(withoutLost(model, lost))];
  return paths.flatMap(scriptsAt).flatMap((file) => {
    const text = readText(file);
    const scripts = scriptsBeside(file, text);
    const known = new Set(checkScript(text, file, { contracts: all, scripts }).map((each) => JSON.stringify(each)));
    return checkScript(text, file, { contracts: left, scripts })
      .filter((each) => !known.has(JSON.stringify(each)))
      .map(({ hint: _, ...each }) => ({ ...each, hint: 'its column or table is gone, or of another type' }));
  });
}

function scriptsAt(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  const files = statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => name.endsWith('.xml'))
        .sort()
    : undefined;
  const found = files?.map((name) => join(path, name)) ?? [path];
  return found.map((file) => (relative(process.cwd(), file).startsWith('..') ? file : relative(process.cwd(), file)));
}
