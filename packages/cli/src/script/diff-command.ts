import { type ChangePlace, diffScripts } from '@caruso/script-engine';
import type { Command } from 'commander';
import { readText } from '../read-text.js';
import { count, type Terminal } from '../terminal.js';

/** `caruso script diff`: what a new version of a script does otherwise. */
export function addDiff(script: Command, terminal: Terminal): void {
  script
    .command('diff <old> <new>')
    .description('say what is different between two versions of a dialog script; layout and comments do not count')
    .option('--json', 'print the differences as JSON', false)
    .action((before: string, after: string, { json }: { json: boolean }) => {
      const [old, now] = [before, after].map((file) => ({ file, text: readText(file) }));
      const changes = old && now ? diffScripts(old, now) : [];
      if (json) {
        terminal.out(JSON.stringify({ changes }));
        return;
      }
      for (const { sentence, old, new: now } of changes) {
        terminal.out(`${[now, old].flatMap((place) => (place ? placeText(place) : [])).join(', was ')}: ${sentence}`);
      }
      terminal.out(count(changes.length, 'difference'));
    });
}

const placeText = ({ file, line, column }: ChangePlace) => `${file}:${line}:${column}`;
