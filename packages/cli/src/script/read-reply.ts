import { Address, type Reply, type Screen } from '@caruso/script-engine';

type NextLine = () => Promise<string | undefined>;

/** What can be typed at a screen. */
export function promptFor({ node, canGoBack, branches }: Screen): string {
  const ways = [...(canGoBack ? ['/back'] : []), '/cancel', ...branches.map(({ id }) => `/${id}`)].join(' ');
  if (node.kind === 'info') return `[Enter to go on, or ${ways}]`;
  const { type, unit, required } = node.question ?? {};
  const form = type === 'address' ? `${Object.keys(Address.shape).join(', ')}, each on a line` : type;
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
  if (screen.node.question?.type === 'choices') return { answer: line.split(/[\s,]+/).filter(Boolean) };
  if (screen.node.question?.type === 'address' && line !== '') return { answer: await readAddress(line, next) };
  return { answer: line === '' ? null : line };
}

/** An address is typed in as many lines as it has fields. */
async function readAddress(first: string, next: NextLine): Promise<Record<string, string>> {
  const [firstName = '', ...others] = Object.keys(Address.shape);
  const address: Record<string, string> = { [firstName]: first };
  for (const name of others) address[name] = (await next())?.trim() ?? '';
  return address;
}
