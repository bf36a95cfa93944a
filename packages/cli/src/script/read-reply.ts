import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Address, type Reply, type Screen } from '@caruso/script-engine';
import { printable } from './printable.js';

type NextLine = () => Promise<string | undefined>;

type Question = NonNullable<Screen['node']['question']>;

/** How an answer is typed where the name of its type does not say it. */
const FORMS: Partial<Record<Question['type'], string>> = {
  yesno: 'yes or no',
  choice: 'a choice by its number or its code',
  choices: 'choices by their numbers or codes, with blanks between',
  file: 'the path of a file',
  address: `${Object.keys(Address.shape).join(', ')}, each on a line`,
};

/** What can be typed at a screen. */
export function promptFor({ node, canGoBack, branches, trail }: Screen): string {
  const correct = trail.some(({ answer }) => answer !== undefined) ? ['/trail', '/correct N'] : [];
  const ways = [...(canGoBack ? ['/back'] : []), ...correct, '/cancel', ...branches.map(({ id }) => `/${id}`)].join(
    ' ',
  );
  if (node.kind === 'info') return `[Enter to go on, or ${ways}]`;
  const { type, unit, required, file } = node.question ?? {};
  const form = type && (FORMS[type] ?? type);
  const what = [form, file?.hint, unit && `in ${unit}`, required === false && 'Enter to skip']
    .filter(Boolean)
    .join(', ');
  return `[${what}; or ${ways}]`;
}

/** Reads what is done at a screen, or what is to be said to it; the end of the input gives the dialog up. */
export async function readReply(screen: Screen, next: NextLine): Promise<Reply | { readonly say: string }> {
  const line = (await next())?.trim();
  if (line === undefined || line === '/cancel') return 'cancel';
  if (line === '/back') return 'back';
  const isBranch = screen.branches.some(({ id }) => line === `/${id}`);
  if (line === '/trail' && !isBranch) return { say: trailText(screen) };
  const correct = isBranch ? null : /^\/correct\b(.*)$/.exec(line);
  if (correct) return readCorrection(screen, correct[1]?.trim() ?? '');
  // A path may begin like the name of a branch.
  if (screen.node.question?.file && line !== '' && !isBranch) return readFile(line);
  if (line.startsWith('/')) return { branch: line.slice(1) };
  if (screen.node.kind === 'info') return 'next';
  const { question } = screen.node;
  if (line === '') return { answer: null };
  if (question?.type === 'choices')
    return {
      answer: line
        .split(/[\s,]+/)
        .filter(Boolean)
        .map((word) => codeOf(word, question)),
    };
  if (question?.type === 'choice') return { answer: codeOf(line, question) };
  if (question?.type === 'address') return { answer: await readAddress(line, next) };
  return { answer: line };
}

/** A choice is named by its code or by its number in the list; a code that looks like a number goes first. */
function codeOf(typed: string, { options = [] }: Question): string {
  if (options.some(({ value }) => value === typed)) return typed;
  return (/^\d+$/.test(typed) && options[Number(typed) - 1]?.value) || typed;
}

/** A file is named by its path; one that cannot be read is asked for once more. */
export function readFile(path: string): Reply | { readonly say: string } {
  try {
    return { file: { name: basename(path), content: readFileSync(path) } };
  } catch (thrown) {
    return { say: `${path} cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}` };
  }
}

/** An address is typed in as many lines as it has fields. */
async function readAddress(first: string, next: NextLine): Promise<Record<string, string>> {
  const [firstName = '', ...others] = Object.keys(Address.shape);
  const address: Record<string, string> = { [firstName]: first };
  for (const name of others) address[name] = (await next())?.trim() ?? '';
  return address;
}

/** The way so far, with the numbers by which its answers are corrected. */
function trailText({ trail }: Screen): string {
  if (trail.length === 0) return 'This is the first step.';
  const lines = trail.map(({ text, answer }, at) => `${at + 1}. ${text}${answer === undefined ? '' : ` ${answer}`}`);
  return lines.map(printable).join('\n');
}

/** A step is named by its number on the way so far, or by its id. */
function readCorrection(screen: Screen, step: string): Reply | { readonly say: string } {
  const { trail } = screen;
  const byId = trail.findLastIndex(({ node }) => node === step);
  const entry = byId >= 0 || !/^\d+$/.test(step) ? byId : Number(step) - 1;
  if (trail[entry]?.answer !== undefined) return { correct: entry };
  return { say: `Say which answer is to be corrected, such as /correct 1:\n${trailText(screen)}` };
}
