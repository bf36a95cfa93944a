import { describe, expect, it } from 'vitest';
import { checkScript } from '../src/check/check-script.js';
import { scriptGraph } from '../src/graph/build-graph.js';
import { Walk } from './support/walk.js';

const end = `
  <end id="done" outcome="completed">
    <do id="note" service="erp.storeReading" into="noted"><with name="meter" value="'m'"/><with name="reading" value="1"/>
      <with name="date" value="today()"/><failed><go to="later"/></failed></do>
    <text>Noted: {noted.booked}.</text>
  </end>
  <end id="later" outcome="later"><text>We shall note it later.</text></end>`;
const text = `
<script id="order" version="1" lang="en">
  <question id="sure" type="yesno"><text>Sure?</text><go to="done" when="answers.sure"/></question>
  <info id="fine"><text>Fine.</text></info>${end}
</script>`;

const walkTo = (source: string, fails = false) => new Walk(source, { fails: () => fails, unchecked: true }).start();

describe('the actions of an end', () => {
  it('run before it is shown, whether it is jumped to or comes next', () => {
    const jumped = walkTo(text).answer(true);
    expect(jumped.screen).toMatchObject({ state: 'ended', outcome: 'completed', node: { id: 'done' } });
    expect(jumped.called).toEqual(['erp.storeReading']);
    const next = walkTo(text).answer(false);
    expect(next.called).toEqual([]);
    next.next();
    expect(next.screen).toMatchObject({ state: 'ended', outcome: 'completed' });
    expect(next.called).toEqual(['erp.storeReading']);
  });

  it('give what they bring to the words of the end', () => {
    expect(walkTo(text).answer(true).text).toBe('Noted: yes.');
  });

  it('lead to another end when they fail', () => {
    expect(walkTo(text, true).answer(true).screen).toMatchObject({ state: 'ended', outcome: 'later' });
  });

  it('are tried again, with the dialog still open, when the script says nothing of a failure', () => {
    const silent = text.replace('<failed><go to="later"/></failed>', '').replace(/<end id="later".*/, '');
    const walk = walkTo(silent, true).answer(true);
    expect(walk.screen).toMatchObject({ state: 'open', node: { id: 'note', again: true } });
  });

  it('run before a script that is called comes back', () => {
    const caller = `
<script id="caller" version="1" lang="en">
  <call id="ask" script="order" into="order"/>
  <info id="told"><text>{order.outcome}</text></info>
  <end id="bye" outcome="ok"><text>Bye.</text></end>
</script>`;
    const walk = new Walk(caller, { scripts: [{ file: 'order.xml', text }], unchecked: true }).start().answer(true);
    expect(walk.text).toBe('completed');
    expect(walk.called).toEqual(['erp.storeReading']);
  });

  it('are checked like others', () => {
    const codes = checkScript(text.replace('value="today()"', 'value="todya()"'), 'order.xml').map(({ code }) => code);
    expect(codes).toContain('unknown-function');
    expect(checkScript(text, 'order.xml').filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('are drawn on the ways to it', () => {
    const { edges } = scriptGraph(text, 'order.xml');
    const ways = edges.map(({ from, to, kind }) => `${from} ${kind} ${to}`);
    expect(ways).toEqual(
      expect.arrayContaining(['sure go note', 'fine next note', 'note next done', 'note failed later']),
    );
    expect(ways.filter((way) => way.endsWith(' done'))).toEqual(['note next done']);
  });
});
