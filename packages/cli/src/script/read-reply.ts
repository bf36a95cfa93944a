import { Address, type Reply, type Screen } from '@caruso/script-engine';

type NextLine = () => Promise<string | undefined>;

type Question = NonNullable<Screen['node']['question']>;

/** How an answer is typed where the name of its type does not say it. */
const FORMS: Partial<Record<Question['type'], string>> = {
  yesno: 'yes or no',
  choice: 'a choice by its number or its code',
  choices: 'choices by their numbers or codes, with blanks between',
  address: `${Object.keys(Address.shape).join(', ')}, each on a line`,
};

/** What can be typed at a screen. */
export function promptFor({ node, canGoBack, branches }: Screen): string {
  const ways = [...(canGoBack ? ['/back'] : []), '/cancel', ...branches.map(({ id }) => `/${id}`)].join(' ');
  if (node.kind === 'info') return `[Enter to go on, or ${ways}]`;
  const { type, unit, required } = node.question ?? {};
  const form = type && (FORMS[type] ?? type);
  const what = [form, unit && `in ${unit}`, required === false && 'Enter to skip'].filter(Boolean).join(', ');
  return `[${what}; or ${ways}]`;
}

/** Reads what is done at a screen; the end of the input gives the dialog up. */
export async function readReply(screen: Screen, next: NextLine): Promise<Reply> {
  const line = (await next())?.trim();
  if (line === undefined || line === '/cancel') return 'cancel';
  if (line === '/back') return 'back';
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

/** An address is typed in as many lines as it has fields. */
async function readAddress(first: string, next: NextLine): Promise<Record<string, string>> {
  const [firstName = '', ...others] = Object.keys(Address.shape);
  const address: Record<string, string> = { [firstName]: first };
  for (const name of others) address[name] = (await next())?.trim() ?? '';
  return address;
}
