import { Dialogs, type Screen } from '../../src/contract.js';
import { endWithParent } from './end-with-parent.js';
import { noteIn, startUtility } from './utility-company.js';

// Goes on with all open dialogs of a database and begins more, several at a time, until it is killed. What was answered is
// told when the answer has been taken.
endWithParent();
const [database = '', effects = ''] = process.argv.slice(3);
const running = await startUtility(database, { note: noteIn(effects) });
const dialogs = running.get(Dialogs);
const who = 'agent-1';
const tell = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);
const address = { street: 'Am Markt', houseNumber: '1', postalCode: '01067', city: 'Dresden' };

function answerTo({ node, dialog }: Screen): unknown {
  const isMove = dialog.charCodeAt(0) % 2 === 0;
  const answers: Readonly<Record<string, unknown>> = {
    reason: isMove ? 'move' : 'reading',
    reading: node.text[0]?.text.includes('4711') ? '150' : '250',
    moveDate: new Date().toISOString().slice(0, 10),
    newAddress: address,
    tariff: 'green',
  };
  return answers[node.id] ?? null;
}

async function lead(begun: Screen): Promise<void> {
  let screen = begun;
  while (screen.state === 'open') {
    const { dialog, step, node } = screen;
    if (node.kind === 'info') screen = await dialogs.next({ dialog, step, who });
    else {
      const value = answerTo(screen);
      screen = await dialogs.answer({ dialog, step, who, value });
      tell({ dialog, node: node.id, value });
    }
  }
}

const open = await dialogs.list({ owner: who, state: 'open', limit: 200 });
tell({ resumed: open.length });
for (const { dialog } of open) await lead(await dialogs.show({ dialog }));
const begin = () =>
  dialogs.begin({ script: 'meter-and-move', channel: 'agent', owner: who, input: { customerId: 'c-1' } });
await Promise.all(
  [1, 2, 3, 4].map(async () => {
    for (;;) await lead(await begin());
  }),
);
