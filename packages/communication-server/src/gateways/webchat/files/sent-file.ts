/** A file that came with a message; its bytes are read when somebody asks for them. */
export interface SentFile {
  /** Its id. */
  readonly file: string;
  readonly name: string;
  /** What it is by its content, such as `image/jpeg`. */
  readonly mediaType: string;
  readonly bytes: number;
}

/** A file with what is in it. */
export type FileContent = SentFile & { readonly content: Uint8Array };

/** Which files are taken. */
export interface FileRules {
  /** Media types. */
  readonly accept: readonly string[];
  /** How large one may be. */
  readonly maxBytes: number;
}
