import type { CommunicationServerOptions } from '../options.js';

/** Where the options of a contact centre come from. */
export interface ConfigurationSource {
  /** As they were when the component was defined. */
  readonly options: CommunicationServerOptions;
  /** The document that says them, if one does. */
  readonly document?: {
    readonly file: string;
    /**
     * Reads it again.
     *
     * @throws what `communicationServer` throws
     */
    read(): CommunicationServerOptions;
  };
}
