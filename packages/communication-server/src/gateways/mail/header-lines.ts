/** The headers of a mail as they were written. */
export class HeaderLines {
  readonly #values = new Map<string, string[]>();

  constructor(lines: readonly { readonly key: string; readonly line: string }[]) {
    for (const { key, line } of lines) {
      const value = line
        .slice(line.indexOf(':') + 1)
        .replace(/\r?\n[ \t]/g, ' ')
        .trim();
      this.#values.set(key, [...(this.#values.get(key) ?? []), value]);
    }
  }

  /** The first of this name, in lower case. */
  value(name: string): string | undefined {
    return this.#values.get(name)?.[0]?.toLowerCase();
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** The message ids in a header, in angle brackets. */
  ids(name: string): readonly string[] {
    return (this.#values.get(name) ?? []).flatMap((value) => value.match(/<[^<>\s]+>/g) ?? []);
  }
}
