import type { TransferProgress } from '@caruso/storage-manager';
import type { Terminal } from '../terminal.js';

const WIDTH = 24;
/** A bar that is drawn more often flickers, and costs time. */
const EVERY_MS = 100;

/** Draws how far a transfer is, where there is somebody to see it. */
export function progressBar(terminal: Terminal): {
  readonly show: (progress: TransferProgress) => void;
  readonly clear: () => void;
} {
  let drawn = 0;
  return {
    show: (progress) => {
      const now = Date.now();
      if (terminal.status === undefined || now - drawn < EVERY_MS) return;
      drawn = now;
      terminal.status(barOf(progress));
    },
    clear: () => {
      if (drawn > 0) terminal.status?.('');
    },
  };
}

/** One line: what is done, how much of it as a bar and in figures, and with which table. */
export function barOf({ phase, table, rows, of }: TransferProgress): string {
  if (rows === 0) return `${phase} ${table}`;
  const share = Math.min(1, rows / Math.max(of, 1));
  const full = Math.round(share * WIDTH);
  return `${phase} ${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${Math.floor(share * 100)} % of ${of} rows, ${table}`;
}
