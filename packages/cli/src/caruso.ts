import { runCommand } from './program.js';

// Whoever reads only the first lines, as `head` does, closes the pipe: that is no failure.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1));

void runCommand(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
