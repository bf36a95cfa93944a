/** A name as standard SQL writes it, whatever characters it has: in PostgreSQL and SQLite. */
export const inDoubleQuotes = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** The same in MariaDB. */
export const inBackticks = (name: string) => `\`${name.replaceAll('`', '``')}\``;
