import { Dialogs } from '../../src/contract.js';
import { endWithParent } from './end-with-parent.js';
import { noteIn, startUtility } from './utility-company.js';

// Leads a dialog until the ERP system is asked for the operation named on the command line, tells so, and hangs.
endWithParent();
const [database = '', effects = '', hangsAt = '', hangsWhen = ''] = process.argv.slice(3);
const hang = (operation: string) =>
  operation === hangsAt
    ? new Promise<void>(() => {
        tell({ hanging: operation });
      })
    : undefined;
const tell = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);

const running = await startUtility(database, {
  note: noteIn(effects),
  ...(hangsWhen === 'before' ? { before: hang } : { after: hang }),
});
const dialogs = running.get(Dialogs);
const who = 'agent-1';
const script = 'meter-and-move';
let screen = await dialogs.begin({ script, channel: 'agent', owner: who, input: { customerId: 'c-1' } });
const { dialog } = screen;
screen = await dialogs.next({ dialog, who, step: screen.step });
tell({ dialog, step: screen.step });
const isMove = hangsAt === 'moveContract';
screen = await dialogs.answer({ dialog, who, step: screen.step, value: isMove ? 'move' : 'reading' });
tell({ step: screen.step });
if (isMove) {
  screen = await dialogs.answer({ dialog, who, step: screen.step, value: new Date().toISOString().slice(0, 10) });
  const value = { street: 'Am Markt', houseNumber: '1', postalCode: '01067', city: 'Dresden' };
  screen = await dialogs.answer({ dialog, who, step: screen.step, value });
  screen = await dialogs.answer({ dialog, who, step: screen.step, value: 'green' });
  tell({ step: screen.step });
  await dialogs.next({ dialog, who, step: screen.step });
} else {
  await dialogs.answer({ dialog, who, step: screen.step, value: '150' });
}
