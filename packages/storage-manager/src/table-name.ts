/** A table's name, and its schema where it lies outside the one that is looked in first. */
export interface TableName {
  readonly schema?: string | undefined;
  readonly name: string;
}

const PART = /"((?:[^"]|"")*)"(?:\.|$)|([^.]*)(?:\.|$)/y;

/**
 * Takes a table's name as the contract writes it apart: a schema stands before a dot. A part that holds a dot itself, or
 * begins with a quotation mark, is written in quotation marks, as in `"price.list"` and `grid."price.list"`.
 */
export function splitTableName(text: string): TableName {
  PART.lastIndex = 0;
  const parts: string[] = [];
  while (PART.lastIndex < text.length && parts.length < 2) {
    const rest = text.slice(PART.lastIndex);
    const match = PART.exec(text);
    if (!match) return { name: text };
    const [, quoted, bare] = match;
    // Only the first dot outside quotation marks parts the schema from the rest.
    parts.push(parts.length === 1 && quoted === undefined ? rest : (quoted?.replaceAll('""', '"') ?? bare ?? ''));
  }
  const [first = '', second] = parts;
  if (second === undefined || first === '') return { name: second === undefined ? first : text };
  return { schema: first, name: second };
}

/** The reverse of {@link splitTableName}. */
export function joinTableName({ schema, name }: TableName): string {
  return schema === undefined ? quoteIfNeeded(name) : `${quoteIfNeeded(schema)}.${quoteIfNeeded(name)}`;
}

function quoteIfNeeded(part: string): string {
  return part.includes('.') || part.startsWith('"') ? `"${part.replaceAll('"', '""')}"` : part;
}
