import { describe, expect, it } from 'vitest';
import type { Screen } from '../contract.js';
import { terminalLines } from './terminal-lines.js';

const screen: Screen = {
  dialog: 'd',
  script: { id: 's', version: '1', title: 'S' },
  channel: 'agent',
  language: 'en',
  state: 'open',
  step: 's1',
  node: {
    kind: 'question',
    id: 'q',
    text: [{ text: 'Which ' }, { text: 'colour', bold: true }, { text: '', lineBreak: true }, { text: 'do you like?' }],
    hint: [{ text: 'Smile.' }],
    question: { type: 'choice', required: true, options: [{ value: 'red', label: [{ text: 'Red\u001b[2J' }] }] },
  },
  complaint: [{ text: 'Please choose.' }],
  branches: [{ id: 'help', title: 'Help' }],
  canGoBack: false,
  trail: [],
};

describe('terminalLines', () => {
  it('draws a screen as plain lines, without what could steer the terminal', () => {
    expect(terminalLines(screen)).toEqual([
      'Which colour',
      'do you like?',
      '  (Smile.)',
      '  1. red: Red [2J',
      '! Please choose.',
      '  /help Help',
    ]);
  });

  it('uses bold and dim print when it may', () => {
    expect(terminalLines(screen, { styled: true })[0]).toBe('Which \u001b[1mcolour\u001b[0m');
  });

  it('tells how a dialog ended', () => {
    const { question: _question, hint: _hint, ...node } = screen.node;
    const { complaint: _complaint, ...rest } = screen;
    const ended: Screen = {
      ...rest,
      node: { ...node, kind: 'end' },
      state: 'ended',
      branches: [],
      outcome: 'handover',
      handover: 'care',
    };
    expect(terminalLines(ended).at(-1)).toBe('= handover -> care');
  });
});
