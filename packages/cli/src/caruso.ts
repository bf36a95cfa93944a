import { runCommand } from './program.js';

void runCommand(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
