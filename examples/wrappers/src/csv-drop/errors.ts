import { defineErrors, error } from '@caruso/core';

interface Place {
  readonly file: string;
  readonly line: number;
}

/** What the metering system refuses (001 to 009), and what can go wrong with its folders (`CRS-MTR-…`). */
export const MeteringErrors = defineErrors('MTR', {
  UnknownMeter: error(
    1,
    'not-found',
    ({ meter }: { meter: string }) => `The metering system has no meter "${meter}". Check the number on the meter.`,
  ),
  DayNotPossible: error(
    2,
    'conflict',
    ({ on }: { on: string }) => `Nobody can come on ${on}. Offer another day, and order with a new key.`,
  ),
  KeyReused: error(
    3,
    'conflict',
    ({ idempotencyKey }: { idempotencyKey: string }) =>
      `The key "${idempotencyKey}" has already ordered something else. Use a new key for a new order.`,
  ),
  NotInCharset: error(
    4,
    'invalid',
    ({ character, text }: { character: string; text: string }) =>
      `The metering system's files are in ISO-8859-1, which has no "${character}", as in "${text}". Write it in other characters.`,
  ),
  NoReceipt: error(
    10,
    'unavailable',
    ({ file, waitedMs, found }: { file: string; waitedMs: number; found: string }) =>
      `The order was handed over as ${file}, and ${found} within ${waitedMs} ms. It stays ordered: repeat the call with the same key to hear of it.`,
  ),
  NotPickedUp: error(
    11,
    'unavailable',
    ({ file, minutes }: { file: string; minutes: number }) =>
      `${file} has been lying in the out folder for ${minutes} minutes. Does the metering system still fetch its orders?`,
  ),
  FolderUnusable: error(
    12,
    'unavailable',
    ({ folder, reason }: { folder: string; reason: string }) =>
      `The folder ${folder} cannot be used: ${reason}. Is it mounted, has it room, may this process write there?`,
  ),
  NoPriceList: error(
    13,
    'unavailable',
    ({ folder }: { folder: string }) => `There is no complete price list in ${folder}. The next comes over night.`,
  ),
  BadRow: error(
    14,
    'internal',
    ({ file, line, problem }: Place & { problem: string }) => `${file}:${line}: ${problem}`,
  ),
  RowsMissing: error(
    15,
    'internal',
    ({ file, announced, found }: { file: string; announced: number; found: number }) =>
      `The last line of ${file} announces ${announced} rows, but there are ${found}.`,
  ),
  ContradictingReceipts: error(
    16,
    'internal',
    ({ files }: { files: readonly string[] }) =>
      `The receipts ${files.join(' and ')} are for the same order and contradict each other.`,
  ),
  UnknownRefusal: error(
    17,
    'internal',
    ({ file, code }: { file: string; code: string }) =>
      `The metering system refused the order in ${file} with the code "${code}", which this wrapper does not know.`,
  ),
});
