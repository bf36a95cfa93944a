import type { RichText, Screen } from '../contract.js';

const BOLD = '\u001b[1m';
const DIM = '\u001b[2m';
const PLAIN = '\u001b[0m';

/** How a screen is drawn on a terminal. */
export interface TerminalOptions {
  /** Whether bold and dim print is used; without it the lines are plain text. */
  readonly styled?: boolean;
}

/** A screen as lines of text for a terminal. Control characters in wording and values are taken out. */
export function terminalLines(screen: Screen, { styled = false }: TerminalOptions = {}): string[] {
  const { node, complaint, warning, branches, outcome, handover } = screen;
  const dim = (text: string) => (styled ? `${DIM}${text}${PLAIN}` : text);
  const draw = (rich: RichText) => lines(rich, styled);
  return [
    ...draw(node.text),
    ...(node.hint ? draw(node.hint).map((line) => dim(`  (${line})`)) : []),
    ...(node.question?.options ?? []).map(
      ({ value, label }, index) => `  ${index + 1}. ${safe(value)}: ${draw(label).join(' ')}`,
    ),
    ...(complaint ? draw(complaint).map((line) => `! ${line}`) : []),
    ...(warning ? draw(warning).map((line) => `? ${line}`) : []),
    ...branches.map(({ id, title }) => dim(`  /${safe(id)} ${safe(title)}`)),
    ...(outcome === undefined
      ? []
      : [dim(`= ${safe(outcome)}${handover === undefined ? '' : ` -> ${safe(handover)}`}`)]),
  ];
}

function lines(rich: RichText, styled: boolean): string[] {
  const text = rich.map(({ text, bold, lineBreak }) => {
    if (lineBreak) return '\n';
    return styled && bold ? `${BOLD}${safe(text)}${PLAIN}` : safe(text);
  });
  return text.join('').split('\n');
}

/** What comes from customers and databases must not steer the terminal. */
function safe(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}
