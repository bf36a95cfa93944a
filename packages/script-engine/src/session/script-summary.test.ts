import { readXml } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { buildScript } from '../model/build-script.js';
import { scriptSummary } from './script-summary.js';

const summary = (items: string, attributes = '') =>
  scriptSummary(buildScript(readXml(`<script id="s" version="1" lang="en"${attributes}>${items}</script>`, 's.xml')));

describe('scriptSummary', () => {
  it('names the queues of all ends once, also of those in sections and branches', () => {
    const end = (id: string, queue: string) =>
      `<end id="${id}" outcome="ok" handover="${queue}"><text>Bye.</text></end>`;
    const items = `<section id="a">${end('a1', 'sales')}</section>${end('b1', 'service')}<end id="c" outcome="ok"/>`;
    const branch = `<branch id="b" title="B" return="end">${end('d', 'complaints')}${end('e', 'sales')}</branch>`;
    expect(summary(items + branch).handovers).toEqual(['sales', 'service', 'complaints']);
    expect(summary('').handovers).toEqual([]);
  });
});
