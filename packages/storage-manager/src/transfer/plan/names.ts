import { splitTableName } from '../../table-name.js';
import type { EngineName } from '../engine-name.js';

const MOST_BYTES: Readonly<Record<EngineName, number>> = {
  sqlite: Number.POSITIVE_INFINITY,
  postgres: 63,
  mariadb: 64 * 4,
};
const MOST_CHARACTERS: Readonly<Record<EngineName, number>> = {
  sqlite: Number.POSITIVE_INFINITY,
  postgres: 63,
  mariadb: 64,
};

/** Why an engine cannot call a table or a column so; nothing when it can. */
export function nameProblem(name: string, engine: EngineName): string | undefined {
  if (Buffer.byteLength(name) > MOST_BYTES[engine] || [...name].length > MOST_CHARACTERS[engine])
    return `the name is longer than the ${MOST_CHARACTERS[engine]} ${engine === 'postgres' ? 'bytes' : 'characters'} that a name may have`;
  if (engine === 'mariadb' && name.endsWith(' ')) return 'the name ends with a blank';
  if (engine === 'mariadb' && /[\u{10000}-\u{10ffff}]/u.test(name))
    return 'the name has a character outside the basic plane';
  if (name === '') return 'the name is empty';
  return name.includes('\0') ? 'the name has the character NUL' : undefined;
}

/** A name as the engine tells names apart. */
export function comparable(name: string, engine: EngineName, of: 'table' | 'column'): string {
  return engine === 'sqlite' || (engine === 'mariadb' && of === 'column') ? name.toLowerCase() : name;
}

/** Gives constraints and indexes names that nothing else has. */
export class FreeNames {
  readonly #taken: Set<string>;
  readonly #engine: EngineName;

  constructor(engine: EngineName, taken: readonly string[]) {
    this.#engine = engine;
    this.#taken = new Set(taken.map((name) => name.toLowerCase()));
  }

  take(name: string): string {
    const most = Math.min(this.#engine === 'postgres' ? 63 : 60, 63);
    for (let count = 1; ; count += 1) {
      const end = count === 1 ? '' : `_${count}`;
      const candidate = shortened(name, most - end.length) + end;
      if (this.#taken.has(candidate.toLowerCase())) continue;
      this.#taken.add(candidate.toLowerCase());
      return candidate;
    }
  }
}

function shortened(name: string, most: number): string {
  let short = name.trimEnd() || 'unnamed';
  while (Buffer.byteLength(short) > most) short = [...short].slice(0, -1).join('').trimEnd();
  return short;
}

/** Engines without schemas get a table's schema as the beginning of its name. */
export function targetName(
  table: string,
  to: EngineName,
): { readonly name: string; readonly schema?: string | undefined } {
  const { schema, name } = splitTableName(table);
  if (schema === undefined) return { name };
  return to === 'postgres' ? { schema, name } : { name: `${schema}_${name}` };
}
