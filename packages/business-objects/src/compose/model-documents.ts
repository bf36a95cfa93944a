import { checkDocument, LanguageErrors, readXml, type XmlDocument } from '@caruso/language';
import { DocumentElement } from '../documents/document-element.js';
import type { Problems } from '../documents/problems.js';
import { modelVocabulary } from '../documents/vocabulary.js';

/** The text of a model document and the name messages give it. */
export interface ModelSource {
  readonly file: string;
  readonly text: string;
}

/** All documents of one version of a model, as they lie together in a folder. */
export type ModelRelease = readonly ModelSource[];

/** The documents of one model that could be read. */
export interface ModelDocuments {
  readonly roots: readonly DocumentElement[];
  /** The document with the objects, or else with what the model builds on: its version is that of the model. */
  readonly main?: DocumentElement;
  /** Whether all could be read: what one would have declared is missing everywhere else. */
  readonly complete: boolean;
}

/** Reads the documents of one model, and reports what is wrong with each as a document. */
export function readDocuments(sources: ModelRelease, problems: Problems): ModelDocuments {
  const roots = sources.flatMap((source) => readRoot(source, problems));
  const main = roots.find((root) => root.children('objects').length > 0) ?? roots.find((root) => root.slice('extends'));
  checkSameModel(roots, problems);
  return { roots, complete: roots.length === sources.length, ...(main === undefined ? {} : { main }) };
}

function readRoot({ text, file }: ModelSource, problems: Problems): DocumentElement[] {
  let document: XmlDocument;
  try {
    document = readXml(text, file);
  } catch (thrown) {
    if (!LanguageErrors.InvalidDocument.is(thrown)) throw thrown;
    problems.add(thrown.data.diagnostics);
    return [];
  }
  problems.add(checkDocument(document, modelVocabulary));
  return document.root.name === modelVocabulary.root ? [new DocumentElement(document.root, document.source)] : [];
}

function checkSameModel(roots: readonly DocumentElement[], problems: Problems): void {
  const name = roots[0]?.text('model');
  const base = roots.find((root) => root.slice('extends'))?.text('extends');
  for (const root of roots) {
    if (!/^\d+\.\d+\.\d+$/.test(root.text('version'))) {
      problems.error('bad-value', 'The version is not one such as 1.0.0', root.at('version'));
    }
    if (root.text('model') !== name) {
      const message = `This document belongs to '${root.text('model')}', others to '${name}'`;
      problems.error('wrong-model', message, root.at('model'));
    } else if (root.slice('extends') && root.text('extends') !== base) {
      const message = `This document builds on '${root.text('extends')}', another one on '${base}'`;
      problems.error('wrong-base', message, root.at('extends'));
    }
  }
}
