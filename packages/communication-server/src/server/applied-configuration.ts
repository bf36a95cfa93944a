import { changesBetween } from '../configuration/changes-between.js';
import type { ConfigurationChange } from '../configuration/configuration-change.js';

import type { ConfigurationSource } from '../configuration/configuration-source.js';
import type { ContactCentreConfiguration } from '../configuration/contact-centre-configuration.js';
import { openConfiguration } from '../configuration/open-configuration.js';
import { ContactCentreErrors } from '../errors.js';
import type { CommunicationServerOptions } from '../options.js';

/** What the document of a contact centre says now, and what is different in it from what applies. */
export interface ReadConfiguration {
  readonly file: string;
  readonly options: CommunicationServerOptions;
  readonly configuration: ContactCentreConfiguration;
  readonly changes: readonly ConfigurationChange[];
}

/** The options that apply to a contact centre, and the document that may say others by now. */
export class AppliedConfiguration {
  readonly #source: ConfigurationSource;
  #options: CommunicationServerOptions;

  constructor(source: ConfigurationSource) {
    this.#source = source;
    this.#options = source.options;
  }

  get options(): CommunicationServerOptions {
    return this.#options;
  }

  get documented(): boolean {
    return this.#source.document !== undefined;
  }

  /** These options apply from now on. */
  adopt(options: CommunicationServerOptions): void {
    this.#options = options;
  }

  /** Opens what applies. */
  open(): Promise<ContactCentreConfiguration> {
    return openConfiguration(this.#options);
  }

  /**
   * Reads the document; nothing of it applies before it is adopted.
   *
   * @throws ContactCentreErrors.NoDocument, and what `communicationServer` throws of a document
   */
  async read(): Promise<ReadConfiguration> {
    const { document } = this.#source;
    if (!document) throw new ContactCentreErrors.NoDocument({});
    const options = document.read();
    const configuration = await openConfiguration(options);
    return { file: document.file, options, configuration, changes: changesBetween(this.#options, options) };
  }
}
