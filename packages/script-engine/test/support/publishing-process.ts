import { ScriptStudio } from '../../src/contract.js';
import { startUtility } from './utility-company.js';

// Publishes version 8 of the script of the test company, as a second server beside the one that runs already.
const [database = '', folder = ''] = process.argv.slice(3);
const name = 'meter-and-move.xml';
const actor = { id: 'bob', roles: ['administrator'] };
const running = await startUtility(database, { note: () => {} }, folder);
const studio = running.get(ScriptStudio);
const { text, hash } = await studio.open({ name }, { actor });
await studio.publish({ name, text: text.replace('version="7"', 'version="8"'), hash }, { actor });
await running.stop();
process.exit();
