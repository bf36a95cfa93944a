/** What is known of a mail before it is read. */
export interface ListedMail {
  readonly uid: number;
  /** Bytes, as the mail server says. */
  readonly size: number;
}

const MOST_MAILS = 50;
/** Of all mails of a batch; one that is larger is a batch of its own. */
const MOST_BYTES = 1_048_576;

/** Mails that are taken in together, in their order: few enough to be in memory, and to be taken again after a crash. */
export function batchesOf(mails: readonly ListedMail[]): readonly (readonly ListedMail[])[] {
  const batches: ListedMail[][] = [];
  let bytes = 0;
  for (const mail of mails) {
    const current = batches.at(-1);
    bytes += mail.size;
    if (current && current.length < MOST_MAILS && bytes <= MOST_BYTES) current.push(mail);
    else {
      batches.push([mail]);
      bytes = mail.size;
    }
  }
  return batches;
}
