const NARROW = /[\s.,:;'|!()[\]{}fijlrtI1-]/;
const WIDE = /[MW@%mw—…→]/;

/** How wide a letter of 13 pixels is, rather too wide than too narrow: fonts differ. */
function letterWidth(letter: string): number {
  if ((letter.codePointAt(0) ?? 0) > 0x2e80) return 15;
  if (NARROW.test(letter)) return 5.3;
  return WIDE.test(letter) || /\p{Lu}/u.test(letter) ? 11 : 8.3;
}

const BOLD = 1.12;

/** How wide a text is, in pixels. */
export function textWidth(text: string, bold = false): number {
  let width = 0;
  for (const letter of text) width += letterWidth(letter);
  return bold ? width * BOLD : width;
}

/** A text, cut where it would be wider than there is room, with an ellipsis. */
export function fitText(text: string, room: number, bold = false): string {
  if (textWidth(text, bold) <= room) return text;
  let kept = '';
  for (const letter of text) {
    if (textWidth(`${kept}${letter}…`, bold) > room) break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
}
