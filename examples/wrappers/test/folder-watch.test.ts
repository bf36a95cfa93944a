import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '@caruso/core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FolderWatch } from '../src/csv-drop/folder-watch.js';

let folder: string;
let clock: VirtualClock;
let watch: FolderWatch;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'watch-'));
  clock = new VirtualClock();
  watch = new FolderWatch(folder, clock, 2_000);
  watch.open();
});
afterEach(() => {
  watch.close();
  rmSync(folder, { recursive: true, force: true });
});

const never = new AbortController().signal;

it('tells of a new file at once', async () => {
  const change = watch.changes.after(watch.changes.count, never);
  writeFileSync(join(folder, 'a.csv'), '');
  await change;
});

it('tells to look every two seconds where the file system says nothing, also when the folder has gone', async () => {
  rmSync(folder, { recursive: true });
  const { count } = watch.changes;
  clock.advance(6_000);
  expect(watch.changes.count).toBe(count + 3);
});

it('leaves no timer behind when it is closed', () => {
  clock.advance(2_000);
  watch.close();
  expect(clock.pending).toBe(0);
});
