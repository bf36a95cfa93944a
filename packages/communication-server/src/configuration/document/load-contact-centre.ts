import { readFileSync } from 'node:fs';
import { decodeXml } from '@caruso/language';
import { pathInAssembly } from '@caruso/service-manager';
import { ContactCentreErrors } from '../../errors.js';
import type { CommunicationServerOptions, DocumentedContactCentre } from '../../options.js';
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
 * The options of a contact centre whose document is named.
 *
 * @throws ContactCentreErrors.InvalidOptions, and what {@link loadContactCentre} throws
 */
export function documentedOptions(options: DocumentedContactCentre): CommunicationServerOptions {
  const { configuration, gateways = [], ...others } = options;
  const problems = Object.keys(others).map(
    (name) => `'${name}' cannot stand beside 'configuration': the document says it`,
  );
  if (typeof configuration !== 'string') problems.push('configuration: the path of a document is expected');
  if (problems.length > 0) throw new ContactCentreErrors.InvalidOptions({ problems });
  return { ...loadContactCentre(pathInAssembly(configuration)), gateways };
}

function read(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new ContactCentreErrors.UnreadableConfiguration({ file, reason }, { cause: thrown });
  }
}
