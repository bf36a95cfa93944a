import { readFileSync } from 'node:fs';
import { decodeXml } from '@caruso/language';
import { pathInAssembly } from '@caruso/service-manager';
import { ContactCentreErrors } from '../../errors.js';
import type { DocumentedContactCentre } from '../../options.js';
import { type ContactCentreDocument, readContactCentre } from './read-contact-centre.js';

/**
 * Reads the file of a contact centre.
 *
 * @throws ContactCentreErrors.UnreadableConfiguration, LanguageErrors.InvalidDocument with the places of all errors
 */
export function loadContactCentre(file: string): ContactCentreDocument {
  return readContactCentre(decodeXml(read(file), file), file);
}

/**
 * The path of the document that a contact centre is described by.
 *
 * @throws ContactCentreErrors.InvalidOptions
 */
export function documentOf(options: DocumentedContactCentre): string {
  const { configuration, gateways: _, ...others } = options;
  const problems = Object.keys(others).map(
    (name) => `'${name}' cannot stand beside 'configuration': the document says it`,
  );
  if (typeof configuration !== 'string') problems.push('configuration: the path of a document is expected');
  if (problems.length > 0) throw new ContactCentreErrors.InvalidOptions({ problems });
  return pathInAssembly(configuration);
}

function read(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new ContactCentreErrors.UnreadableConfiguration({ file, reason }, { cause: thrown });
  }
}
