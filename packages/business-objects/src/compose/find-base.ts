import { didYouMean } from '@caruso/language';
import semver from 'semver';
import type { DocumentElement } from '../documents/document-element.js';
import { Problems } from '../documents/problems.js';
import { type ModelDocuments, type ModelRelease, readDocuments } from './model-documents.js';

/**
 * Finds the newest version of the model that `extends="crm-core@1.4"` names: at least that version, and below the next
 * major one. What stands against it is reported where it is named.
 *
 * @param library all releases that can be built upon, several versions of a model among them
 */
export function findBase(
  root: DocumentElement,
  library: Iterable<ModelRelease>,
  problems: Problems,
): ModelDocuments | undefined {
  const written = root.text('extends').trim();
  const at = root.at('extends');
  const [, name = '', wanted = ''] = /^([^@\s]+)@(\d+(?:\.\d+){0,2})$/.exec(written) ?? [];
  if (name === '') {
    problems.error('bad-value', `'${written}' names no model with its version`, at, 'write crm-core@1');
    return undefined;
  }
  const releases = [...library].map((release) => ({ release, names: namesIn(release) }));
  const known = releases.filter(({ names }) => names.has(name)).map(({ release }) => read(release));
  if (known.length === 0) {
    const names = [...new Set(releases.flatMap((each) => [...each.names]))];
    const hint =
      didYouMean(name, names) ?? (names.length === 0 ? 'the library is empty' : `it has ${names.join(', ')}`);
    problems.error('missing-base', `The library has no model '${name}'`, at, hint);
    return undefined;
  }
  const [newest] = known
    .filter(({ version }) => semver.satisfies(version, `^${wanted}`))
    .sort((a, b) => semver.rcompare(a.version, b.version));
  if (newest === undefined) {
    const found = known.map(({ version }) => version).join(', ');
    const message = `The model '${name}' is there as ${found}, which does not fit ${wanted}`;
    problems.error('wrong-base-version', message, at, `extend ${name}@${wanted} only where such a version is`);
    return undefined;
  }
  problems.add(newest.problems.all);
  return newest.documents;
}

function read(release: ModelRelease) {
  const problems = new Problems();
  const documents = readDocuments(release, problems);
  return { documents, problems, version: semver.valid(documents.main?.text('version')) ?? '0.0.0' };
}

/** The models whose documents these are, found without reading them: a library may hold much that nobody builds on. */
function namesIn(release: ModelRelease): ReadonlySet<string> {
  return new Set(release.flatMap(({ text }) => /<caruso\s[^>]*?\bmodel\s*=\s*["']([^"']*)["']/.exec(text)?.[1] ?? []));
}
