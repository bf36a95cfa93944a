import { describe, expect, it } from 'vitest';
import type { ContactView, DialogSummary } from '../../../src/api-types.js';
import { timelineOf } from './timeline.js';

const contact = (id: string, arrivedAt: number): ContactView => ({
  contact: id,
  channel: 'voice',
  direction: 'in',
  from: '1',
  to: '2',
  state: 'closed',
  arrivedAt,
});
const dialog = (id: string, startedAt: number, ofContact?: string): DialogSummary => ({
  dialog: id,
  script: 's',
  version: '1',
  title: 'S',
  channel: 'agent',
  owner: 'a',
  ...(ofContact === undefined ? {} : { contact: ofContact }),
  state: 'ended',
  startedAt: new Date(startedAt).toISOString(),
  changedAt: new Date(startedAt).toISOString(),
});

describe('timelineOf', () => {
  it('shows the newest first, contacts and dialogs mixed', () => {
    const entries = timelineOf({
      contacts: [contact('c1', 1_000), contact('c2', 3_000)],
      dialogs: [dialog('d1', 2_000)],
    });
    expect(entries.map(({ id }) => id)).toEqual(['c2', 'd1', 'c1']);
  });

  it('puts each dialog to its contact, and none twice', () => {
    const [entry, ...rest] = timelineOf({ contacts: [contact('c1', 1_000)], dialogs: [dialog('d1', 2_000, 'c1')] });
    expect(entry?.dialogs.map((each) => each.dialog)).toEqual(['d1']);
    expect(rest).toEqual([]);
  });

  it('keeps a dialog whose contact is not in the list', () => {
    expect(timelineOf({ contacts: [], dialogs: [dialog('d1', 2_000, 'gone')] })).toHaveLength(1);
  });
});
