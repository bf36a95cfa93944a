import type { FileRules } from '../../src/gateways/webchat/files/sent-file.js';
import { element } from './element.js';
import type { Wording } from './wording.js';

const SVG = 'http://www.w3.org/2000/svg';
const PAPERCLIP = 'M7 12.5 14 5.5a3 3 0 0 1 4.2 4.2l-8.8 8.8a4.8 4.8 0 0 1-6.8-6.8l8.3-8.3';

/** Opens the browser's own dialog to choose a file. It is there only while somebody takes files. */
export class AttachButton {
  readonly root: HTMLElement;
  readonly #input: HTMLInputElement;

  constructor(words: Wording, choose: (file: File) => void) {
    this.#input = element('input', { type: 'file', hidden: true, tabIndex: -1, aria: { label: words.attach } });
    this.#input.addEventListener('change', () => {
      const [file] = this.#input.files ?? [];
      // The same file may be chosen again.
      this.#input.value = '';
      if (file) choose(file);
    });
    const open = { type: 'button', className: 'attach', title: words.attach, aria: { label: words.attach } } as const;
    const button = element('button', { ...open, onclick: () => this.#input.click() }, paperclip());
    this.root = element('span', { hidden: true }, this.#input, button);
  }

  update(rules: FileRules | undefined): void {
    this.root.hidden = rules === undefined;
    this.#input.accept = rules?.accept.join(',') ?? '';
  }
}

function paperclip(): SVGElement {
  const picture = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  for (const [name, value] of Object.entries({
    viewBox: '0 0 22 22',
    width: '22',
    height: '22',
    'aria-hidden': 'true',
  }))
    picture.setAttribute(name, value);
  for (const [name, value] of Object.entries({
    d: PAPERCLIP,
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '2',
  }))
    path.setAttribute(name, value);
  picture.append(path);
  return picture;
}
