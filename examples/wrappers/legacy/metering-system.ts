import { type FSWatcher, mkdirSync, readdirSync, readFileSync, unlinkSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An order as it was found, by its columns. */
type Order = Readonly<Record<string, string>>;

const PRICES = [
  ['Z-100', 'Zählerwechsel "Komfort"', 'Strom', '49,90', '20260101'],
  ['Z-200', 'Zählerausbau; inkl. Plombe', 'Strom', '1049,90', '20260101'],
  ['W-100', 'Wasserzähler\r\nmit Prüfung', 'Wasser', '15,00', '20260401'],
];

/**
 * Plays the legacy system: takes orders out of one folder and puts receipts and price lists into another, as files with
 * semicolons, decimal commas and ISO-8859-1.
 */
export class MeteringSystem {
  readonly orders: Order[] = [];
  /** What it does with an order in place of its receipt; undefined while it is well. */
  instead: ((order: Order) => void) | undefined;
  #watcher: FSWatcher | undefined;

  /** @param orders where it finds orders @param answers where it leaves receipts and price lists */
  constructor(
    private readonly ordersFolder: string,
    private readonly answersFolder: string,
  ) {
    mkdirSync(ordersFolder, { recursive: true });
    mkdirSync(answersFolder, { recursive: true });
  }

  /** From now on it fetches its orders. */
  open(): this {
    this.#watcher = watch(this.ordersFolder, () => this.fetchOrders());
    this.fetchOrders();
    return this;
  }

  close(): void {
    this.#watcher?.close();
  }

  fetchOrders(): void {
    for (const name of readdirSync(this.ordersFolder).filter((file) => file.endsWith('.csv'))) {
      const [head = '', row = ''] = readFileSync(join(this.ordersFolder, name), 'latin1').split('\r\n');
      unlinkSync(join(this.ordersFolder, name));
      const cells = row.split(';');
      const order = Object.fromEntries(head.split(';').map((column, index) => [column, cells[index] ?? '']));
      this.orders.push(order);
      if (this.instead) this.instead(order);
      else this.write(`QUI_${order.AUFTRAG_ID}.csv`, this.receiptOf(order));
    }
  }

  /** The receipt it would write. */
  receiptOf({ AUFTRAG_ID = '', ZAEHLER = '', TERMIN = '' }: Order): string {
    const refusal = ZAEHLER.startsWith('X') ? 'Z1' : TERMIN.endsWith('1225') ? 'T2' : '';
    const cells = refusal ? ['ABL', '', '', '', refusal] : ['OK', `M${this.orders.length}`, TERMIN, '49,90', ''];
    return csv(['AUFTRAG_ID', 'STATUS', 'AUFTRAG_NR', 'TERMIN', 'PREIS', 'GRUND'], [[AUFTRAG_ID, ...cells]]);
  }

  /** The list of a night. */
  writePrices(day: string, rows: readonly (readonly string[])[] = PRICES): void {
    this.write(`PREISE_${day}.csv`, csv(['ARTIKEL', 'BEZEICHNUNG', 'GRUPPE', 'PREIS', 'GUELTIG_AB'], rows));
  }

  /** Writes as such systems do: under the final name, while others may already be looking. */
  write(name: string, text: string): void {
    writeFileSync(join(this.answersFolder, name), text, 'latin1');
  }
}

const cell = (text: string): string => (/[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A file of this system: a head, rows, and a last line that counts them. */
const csv = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, ...rows, ['ENDE', String(rows.length)]].map((row) => `${row.map(cell).join(';')}\r\n`).join('');
