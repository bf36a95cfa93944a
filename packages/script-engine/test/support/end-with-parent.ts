/** Ends this process when the one that started it has gone: its standard input is the pipe between them. */
export function endWithParent(): void {
  process.stdin.on('end', () => process.exit()).resume();
}
