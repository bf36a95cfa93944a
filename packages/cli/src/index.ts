export { CliErrors } from './errors.js';
export { loadAssembly } from './load-assembly.js';
export { runCommand } from './program.js';
export { EXIT, type Terminal } from './terminal.js';
