import fc from 'fast-check';

/** The items of a generated script, each with its id; all kinds of ways and nestings occur. */
export const generatedItems = (most: number): fc.Arbitrary<readonly string[]> =>
  fc
    .array(fc.array(fc.nat({ max: 1_000 }), { minLength: 1, maxLength: 24 }), {
      minLength: 1,
      maxLength: most,
      size: 'max',
    })
    .map((tapes) => tapes.map((tape, at) => new ItemWriter(tape, `i${at}`, tapes.length).item(0)));

/** A whole script of items. */
export const scriptOf = (items: readonly string[]): string =>
  `<script id="s" version="1" lang="en" title="S" on="agent web"><input name="list" type="any" default=""/>
${items.join('\n')}
<end id="fin" outcome="done"><text>Bye</text></end>
<branch id="help" title="Help" on="agent"><info id="helped"><text>So.</text></info><go when="answers.i0 == 1" to="fin"/></branch>
</script>`;

/** Writes one item, led by numbers of which each decides something; when they are used up, nothing more is added. */
class ItemWriter {
  readonly #tape: readonly number[];
  readonly #id: string;
  readonly #count: number;
  #read = 0;
  #inner = 0;

  constructor(tape: readonly number[], id: string, count: number) {
    this.#tape = tape;
    this.#id = id;
    this.#count = count;
  }

  item(depth: number): string {
    const id = depth === 0 ? this.#id : `${this.#id}-${++this.#inner}`;
    const when = this.#decide(3) === 1 ? ' when="1 == 1"' : '';
    switch (this.#decide(depth < 3 ? 7 : 4)) {
      case 1:
        return `<info id="${id}"${when}><text>Note ${id}</text>${this.#many(2, () => this.#go(depth))}</info>`;
      case 2:
        return this.#action(id, when, depth);
      case 3:
        return `<lookup id="${id}" service="erp.find" into="${id}x"${when}>${this.#failed(depth)}</lookup>`;
      case 4:
        return `<section id="${id}"${when}>${this.#many(4, () => this.item(depth + 1))}</section>`;
      case 5:
        return `<section id="${id}"${when} each="input.list" as="${id}e">${this.#many(4, () => this.item(depth + 1))}</section>`;
      default: {
        const gos = this.#many(3, () => this.#go(depth));
        return `<question id="${id}" type="number"${when}><text>What of ${id}?</text>${gos}</question>`;
      }
    }
  }

  #action(id: string, when: string, depth: number): string {
    return `<do id="${id}" service="erp.store"${when}>${this.#failed(depth)}</do>`;
  }

  #failed(depth: number): string {
    switch (this.#decide(4)) {
      case 1:
        return '<failed/>';
      case 2:
        return `<failed>${this.#plainGo()}</failed>`;
      case 3:
        return depth > 2 ? '' : `<failed><info id="${this.#id}-${++this.#inner}"><text>No.</text></info></failed>`;
      default:
        return '';
    }
  }

  #go(depth: number): string {
    const action = depth < 3 && this.#decide(4) === 1;
    const inside = action ? this.#action(`${this.#id}-${++this.#inner}`, '', depth + 1) : '';
    return this.#plainGo(inside);
  }

  #plainGo(inside = ''): string {
    const when = this.#decide(3) === 0 ? '' : ` when="2 == ${this.#decide(9)}"`;
    const to = this.#decide(6) === 0 ? 'fin' : `i${this.#decide(this.#count)}`;
    return `<go${when} to="${to}">${inside}</go>`;
  }

  #many(most: number, write: () => string): string {
    const count = this.#decide(most + 1);
    return Array.from({ length: count }, write).join('');
  }

  #decide(options: number): number {
    return (this.#tape[this.#read++] ?? 0) % options;
  }
}
