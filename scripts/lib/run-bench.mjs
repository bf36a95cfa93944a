/** Runs one bundled benchmark in this process of its own and sends its rows to the parent. */
import { pathToFileURL } from 'node:url';

const { run } = await import(pathToFileURL(process.argv[2]).href);
const rows = await run();
// Whatever a peer leaves open must not keep the process.
process.send(rows, () => process.exit(0));
