import { TokenReader } from './token-reader.js';

interface Named {
  readonly name?: string;
}

/** What only the text of a CREATE TABLE tells; SQLite's pragmas tell the rest. Lists are in the order of the text. */
export interface TableDefinition {
  readonly checks: (Named & { readonly expression: string })[];
  readonly unique: (Named & { readonly columns: readonly string[] })[];
  readonly foreignKeys: (Named & { readonly deferrable: boolean; readonly deferred: boolean })[];
  /** By column, in lower case. */
  readonly collations: Map<string, string>;
  readonly computed: Map<string, string>;
  autoincrement: boolean;
}

/** Reads the text of a CREATE TABLE as SQLite keeps it, in which names and comments are as somebody wrote them. */
export function readTableDefinition(sql: string): TableDefinition {
  const found: TableDefinition = {
    checks: [],
    unique: [],
    foreignKeys: [],
    collations: new Map(),
    computed: new Map(),
    autoincrement: false,
  };
  const reader = new TokenReader(sql);
  if (!reader.takes('CREATE') || reader.sees('VIRTUAL')) return found;
  reader.skipTo('(');
  for (const item of reader.parentheses()?.items() ?? []) {
    const column = TABLE_CONSTRAINTS.some((word) => item.sees(word)) ? undefined : item.name();
    readConstraints(item, column, found);
  }
  return found;
}

const TABLE_CONSTRAINTS = ['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'CHECK', 'FOREIGN'];

/** The constraints of a column, or one or several of the table, between which SQLite needs no commas. */
function readConstraints(item: TokenReader, column: string | undefined, found: TableDefinition): void {
  let named: Named = {};
  while (!item.done) {
    if (item.takes('CONSTRAINT')) {
      named = { name: item.name() };
      continue;
    }
    if (readConstraint(item, column, named, found)) named = {};
  }
}

/** Reads on by a constraint or by a token; says whether it was a constraint, which has a name of its own. */
function readConstraint(item: TokenReader, column: string | undefined, named: Named, found: TableDefinition): boolean {
  if (item.takes('CHECK')) {
    found.checks.push({ ...named, expression: item.parentheses()?.text() ?? '' });
  } else if (item.takes('UNIQUE')) {
    const columns = item
      .parentheses()
      ?.items()
      .map((part) => part.name()) ?? [column ?? ''];
    found.unique.push({ ...named, columns });
  } else if (item.takes('REFERENCES')) {
    found.foreignKeys.push({ ...named, ...readReference(item) });
  } else if (item.takes('FOREIGN', 'KEY')) {
    // Its name belongs to the REFERENCES that follows.
    item.parentheses();
    return false;
  } else if (item.takes('COLLATE')) {
    found.collations.set((column ?? '').toLowerCase(), item.name());
  } else if (item.takes('GENERATED', 'ALWAYS', 'AS') || item.takes('AS')) {
    found.computed.set((column ?? '').toLowerCase(), item.parentheses()?.text() ?? '');
  } else if (item.takes('DEFAULT')) {
    if (!item.parentheses()) item.take();
  } else if (item.takes('AUTOINCREMENT')) {
    found.autoincrement = true;
  } else if (!item.parentheses()) {
    item.take();
    return false;
  }
  return true;
}

/** From behind REFERENCES to the end of what says when it is checked. */
function readReference(item: TokenReader): { readonly deferrable: boolean; readonly deferred: boolean } {
  item.name();
  item.parentheses();
  for (;;) {
    if (item.takes('ON', 'DELETE') || item.takes('ON', 'UPDATE')) readRule(item);
    else if (item.takes('MATCH')) item.take();
    else break;
  }
  if (item.takes('NOT', 'DEFERRABLE')) {
    readInitially(item);
    return { deferrable: false, deferred: false };
  }
  if (!item.takes('DEFERRABLE')) return { deferrable: false, deferred: false };
  return { deferrable: true, deferred: readInitially(item) };
}

function readRule(item: TokenReader): void {
  if (!item.takes('SET', 'NULL') && !item.takes('SET', 'DEFAULT') && !item.takes('NO', 'ACTION')) item.take();
}

function readInitially(item: TokenReader): boolean {
  if (!item.takes('INITIALLY')) return false;
  return item.take()?.value.toUpperCase() === 'DEFERRED';
}
