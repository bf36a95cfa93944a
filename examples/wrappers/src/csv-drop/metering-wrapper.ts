import { join } from 'node:path';
import type { Call, Clock, InputOf, Service } from '@caruso/core';
import { CLOCK, inject } from '@caruso/service-manager';
import type { Metering } from './contract.js';
import { isComplete, readCsv, writeCsv } from './csv-file.js';
import { MeteringErrors } from './errors.js';
import { Folder } from './folder.js';
import { FolderWatch } from './folder-watch.js';
import { PREISE, type Quittung, quittung, toLegacyDay, toOrderId, WORK } from './legacy-files.js';

/** The folders in which the metering system and we meet. `in` and `out` are seen from here. */
export interface MeteringOptions {
  /** Orders for the metering system, which takes them away. */
  readonly out: string;
  /** Its receipts and price lists, which stay until the company clears them away. */
  readonly in: string;
  /** Our memory of what has been handed over; nobody else's business, best on a local disk. */
  readonly handedOver: string;
}

export const METERING_OPTIONS = Symbol('metering options');

const RECEIPT_MS = 20_000;
const LOOK_MS = 2_000;
const PICK_UP_MINUTES = 15;

type Input<Name extends keyof typeof Metering.operations> = InputOf<(typeof Metering.operations)[Name]>;

/** Speaks in files with the metering system on one side and its contract on the other. */
export class MeteringWrapper implements Service<typeof Metering> {
  readonly #out: Folder;
  readonly #in: Folder;
  readonly #handedOver: Folder;
  readonly #watch: FolderWatch;
  #lastHandOver: Promise<void> = Promise.resolve();

  constructor(
    @inject(METERING_OPTIONS) options: MeteringOptions,
    @inject(CLOCK) private readonly clock: Clock,
  ) {
    this.#out = new Folder(options.out);
    this.#in = new Folder(options.in);
    this.#handedOver = new Folder(options.handedOver);
    this.#watch = new FolderWatch(options.in, clock, LOOK_MS);
  }

  async start() {
    await this.#handedOver.create();
    await Promise.all([this.#out.check(true), this.#in.check()]);
    this.#watch.open();
  }

  stop() {
    this.#watch.close();
  }

  async check() {
    await Promise.all([this.#out.check(true), this.#in.check(), this.#handedOver.check(true)]);
    for (const file of await this.#out.names(/^AUF_.*\.csv$/)) {
      const minutes = Math.floor((this.clock.now() - ((await this.#out.writtenAt(file)) ?? Infinity)) / 60_000);
      if (minutes >= PICK_UP_MINUTES) throw new MeteringErrors.NotPickedUp({ file, minutes });
    }
  }

  async order({ meter, customer, on, work, remark = '', idempotencyKey }: Input<'order'>, { signal }: Call) {
    const id = toOrderId(idempotencyKey);
    const cells = {
      AUFTRAG_ID: id,
      ZAEHLER: meter,
      KD_NR: customer,
      ART: WORK[work],
      TERMIN: toLegacyDay(on),
      BEM: remark,
    };
    const file = `AUF_${id}.csv`;
    await this.#handOver(file, writeCsv(cells), idempotencyKey);
    const receipt = await this.#receipt(id, file, signal);
    if (receipt.STATUS === 'OK') return { order: receipt.AUFTRAG_NR, on: receipt.TERMIN, price: receipt.PREIS };
    if (receipt.GRUND === 'Z1') throw new MeteringErrors.UnknownMeter({ meter });
    if (receipt.GRUND === 'T2') throw new MeteringErrors.DayNotPossible({ on });
    throw new MeteringErrors.UnknownRefusal({ file, code: receipt.GRUND });
  }

  async *prices({ group }: Input<'prices'>, { signal }: Call) {
    const list = await this.#newestPriceList();
    for await (const price of readCsv(list, PREISE, signal))
      if (group === undefined || price.group === group) yield price;
  }

  /** One after the other, so that two calls with one key can't both find it new. */
  #handOver(file: string, content: Buffer, idempotencyKey: string): Promise<void> {
    const handOver = this.#lastHandOver.then(async () => {
      const before = await this.#handedOver.read(file);
      if (before && !before.equals(content)) throw new MeteringErrors.KeyReused({ idempotencyKey });
      if (before) return;
      // After a crash between the two it is handed over again: the same order, in a file of the same name.
      await this.#out.write(file, content);
      await this.#handedOver.write(file, content);
    });
    this.#lastHandOver = handOver.catch(() => {});
    return handOver;
  }

  async #receipt(id: string, file: string, signal: AbortSignal): Promise<Quittung> {
    const patience = new AbortController();
    const timer = this.clock.at(this.clock.now() + RECEIPT_MS, () => patience.abort());
    const giveUp = AbortSignal.any([signal, patience.signal]);
    const { changes } = this.#watch;
    try {
      for (let seen = -1; ; await changes.after(seen, giveUp)) {
        seen = changes.count;
        const { receipt, halfWritten } = await this.#receiptSoFar(id, signal);
        if (receipt) return receipt;
        signal.throwIfAborted();
        const found = halfWritten === undefined ? 'no receipt came' : `its receipt ${halfWritten} was not complete`;
        if (patience.signal.aborted) throw new MeteringErrors.NoReceipt({ file, waitedMs: RECEIPT_MS, found });
      }
    } finally {
      timer.cancel();
    }
  }

  /** The metering system sends a receipt again when it is in doubt; all have to say the same. */
  async #receiptSoFar(
    id: string,
    signal: AbortSignal,
  ): Promise<{ readonly receipt?: Quittung; readonly halfWritten?: string }> {
    const names = await this.#in.names(new RegExp(`^QUI_${id}(?:_\\d+)?\\.csv$`));
    const receipts = new Map<string, Quittung>();
    let halfWritten: string | undefined;
    for (const name of names) {
      const path = join(this.#in.path, name);
      await this.#in.using(async () => {
        if (!(await isComplete(path))) halfWritten = name;
        else for await (const receipt of readCsv(path, quittung(id), signal)) receipts.set(name, receipt);
      });
    }
    const [receipt, ...others] = receipts.values();
    if (others.some((other) => JSON.stringify(other) !== JSON.stringify(receipt)))
      throw new MeteringErrors.ContradictingReceipts({ files: [...receipts.keys()] });
    return { ...(receipt ? { receipt } : {}), ...(halfWritten === undefined ? {} : { halfWritten }) };
  }

  /** While tonight's list is being written, last night's holds. */
  async #newestPriceList(): Promise<string> {
    for (const name of [...(await this.#in.names(/^PREISE_\d{8}(?:_\d+)?\.csv$/))].reverse()) {
      const path = join(this.#in.path, name);
      if (await this.#in.using(() => isComplete(path))) return path;
    }
    throw new MeteringErrors.NoPriceList({ folder: this.#in.path });
  }
}
