import type { RichText } from '../contract.js';
import type { CompiledScript } from '../machine/compile-script.js';
import type { Wording } from '../model/script.js';
import { MASK } from '../step/private-answers.js';
import type { Audience } from './audience.js';
import { yesNo } from './phrases.js';

type Piece = RichText[number];

/** Fills the values into a wording; blanks and line ends of the document become single blanks. */
export function richText(compiled: CompiledScript, { runs }: Wording, audience: Audience): RichText {
  const { values, language, now, zone, channel, hides } = audience;
  const rendering = { now, zone, locale: language, words: yesNo(language) };
  const pieces = runs.flatMap((run): Piece[] => {
    if ('lineBreak' in run) return [{ text: '', lineBreak: true }];
    const style = { ...(run.bold ? { bold: true } : {}), ...(run.italic ? { italic: true } : {}) };
    const template = compiled.resolved.templates.get(run.template);
    if (channel !== 'ivr' && !hides) return [{ text: template?.render(values, rendering) ?? '', ...style }];
    const pieces = (template?.segments(values, rendering) ?? []).map((segment) => {
      if (segment.kind === 'text') return { text: segment.text, ...style };
      if (hides?.(segment.names)) return { text: MASK, ...style };
      return { text: segment.text, ...style, ...sayAs(segment.format) };
    });
    return channel === 'ivr' ? pieces : [{ text: pieces.map(({ text }) => text).join(''), ...style }];
  });
  return tidy(pieces);
}

/** A value that is spoken in a way of its own. */
function sayAs(format: string | undefined): Pick<Piece, 'say'> {
  const say = SAY.find((known) => known === format);
  return say ? { say } : {};
}

const SAY = ['date', 'time', 'number', 'money', 'digits'] as const;

/** Plain words as wording. */
export function plain(text: string): RichText {
  return [{ text }];
}

/** A wording in one line of plain text. */
export function textOfRich(rich: RichText): string {
  return rich
    .map(({ text, lineBreak }) => (lineBreak ? ' ' : text))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

function tidy(pieces: readonly Piece[]): RichText {
  const tidied: Piece[] = [];
  for (const piece of pieces) {
    const last = tidied.at(-1);
    const atLineStart = !last || last.lineBreak === true;
    if (piece.lineBreak) {
      if (last) last.text = last.text.trimEnd();
      tidied.push({ ...piece });
      continue;
    }
    const collapsed = piece.text.replace(/\s+/g, ' ');
    const text = atLineStart || last.text.endsWith(' ') ? collapsed.trimStart() : collapsed;
    if (text !== '') tidied.push({ ...piece, text });
  }
  const last = tidied.at(-1);
  if (last) last.text = last.text.trimEnd();
  return tidied.filter(({ text, lineBreak }) => lineBreak || text !== '');
}
