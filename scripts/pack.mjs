/** `node scripts/pack.mjs FOLDER` packs every published package into the folder and prints name, version and tarball as JSON. */
import { resolve } from 'node:path';
import { pack } from './lib/pack.mjs';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Usage: node scripts/pack.mjs FOLDER');
console.log(JSON.stringify(await pack(resolve(folder))));
