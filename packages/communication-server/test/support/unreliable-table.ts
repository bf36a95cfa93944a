import { setImmediate } from 'node:timers/promises';
import type { Stub } from '@caruso/core';
import type { Row, Storage } from '@caruso/storage-manager/contract';

type WriteInput = Parameters<Stub<typeof Storage>['write']>[0];
type Cells = readonly { readonly column: { readonly name: string }; readonly value: unknown }[];

/** A table of events that fails when a test wants it to. Only what an {@link EventLog} calls is there. */
export class UnreliableTable {
  readonly rows: Row[] = [];
  /** Statements of each write that reached the table. */
  readonly writes: number[] = [];
  fails: 'never' | 'before the write' | 'after the write' | 'altogether' = 'never';
  /** What happens while the next writes of events are under way, one after the other. */
  readonly meanwhile: (() => void)[] = [];
  /** Numbers of the snapshots that were stored. */
  readonly snapshots: number[] = [];
  /** The number of the last event of each write in which snapshots were deleted. */
  readonly dropped: number[] = [];
  /** Writes wait for this. */
  gate: Promise<void> = Promise.resolve();

  stub(): Stub<typeof Storage> {
    const select = async (input: { table: string; where?: unknown; limit?: number | undefined }) => {
      if (this.fails === 'altogether') throw new Error('no connection');
      if (input.table !== 'com_event') return [];
      if (input.where === undefined) return this.rows.slice(-1);
      const after = Number((input.where as { value: string }).value);
      return this.rows.filter(({ number }) => Number(number) > after).slice(0, input.limit);
    };
    return { select, write: (input: WriteInput) => this.#write(input) } as unknown as Stub<typeof Storage>;
  }

  async #write({ statements }: WriteInput) {
    await this.gate;
    const inserted = statements.flatMap((statement) => ('insert' in statement ? [statement.insert] : []));
    const rowsOf = (wanted: string) => inserted.flatMap(({ table, cells }) => (table === wanted ? [rowOf(cells)] : []));
    const added = rowsOf('com_event');
    this.snapshots.push(...rowsOf('com_snapshot').map(({ number }) => Number(number)));
    if (added.length === 0) return [];
    const meanwhile = this.meanwhile.shift();
    if (meanwhile) {
      await setImmediate();
      meanwhile();
    }
    const { fails } = this;
    if (fails === 'before the write' || fails === 'altogether') throw new Error('disk full');
    const taken = new Set(this.rows.map(({ number }) => number));
    if (added.some(({ number }) => taken.has(number))) throw new Error('not unique');
    this.writes.push(added.length);
    this.rows.push(...added);
    if (statements.some((statement) => 'delete' in statement && statement.delete.table === 'com_snapshot'))
      this.dropped.push(this.rows.length);
    if (fails === 'after the write') throw new Error('connection lost');
    return [];
  }
}

const rowOf = (cells: Cells): Row => Object.fromEntries(cells.map(({ column, value }) => [column.name, value])) as Row;
