import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Diagnostics, decodeXml, LanguageErrors, SourceText, type Span } from '@caruso/language';
import { readRecording } from './read-recording.js';
import type { Recording } from './recording.js';

/** The recording that a document names, and where it does. */
export interface NamedRecording {
  /** Relative to the document. */
  readonly path: string;
  readonly at: Span;
  /** The queues there are; any may be named if left out. */
  readonly known?: readonly string[];
}

/**
 * Reads the recording that a document names. What is wrong with it is among what is wrong with the document, with its place in
 * the recording.
 *
 * @param diagnostics of the document
 * @param folder where the document is; that of its name in messages if left out
 */
export function recordingBeside(
  diagnostics: Diagnostics,
  { path, at, known }: NamedRecording,
  folder = dirname(diagnostics.source.file),
): Recording {
  const file = join(dirname(diagnostics.source.file), path);
  try {
    const own = new Diagnostics(new SourceText(decodeXml(readFileSync(resolve(folder, path)), file), file));
    const recording = readRecording(own, known);
    diagnostics.add(own.all);
    return recording;
  } catch (thrown) {
    if (LanguageErrors.InvalidDocument.is(thrown)) diagnostics.add(thrown.data.diagnostics);
    else {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      diagnostics.error('unreadable-recording', `The recording cannot be read: ${reason}`, at);
    }
    return { dated: false, contacts: [] };
  }
}
