import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { MeteringErrors } from '../src/csv-drop/errors.js';
import { AppointmentErrors } from '../src/soap/errors.js';

const root = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(fileURLToPath(new URL(path, root)), 'utf8');

/** The formatter moves an excerpt to the left where it can. */
const unindented = (text: string) => text.replaceAll(/\s+/g, ' ');

/** The blocks of the guide that say from which file they are; `…` stands for what they leave out. */
const excerpts = [
  ...read('docs/wrap-a-legacy-system.md').matchAll(/^```\w+\n(?:\/\/|<!--) (examples\/\S+)[^\n]*\n(.*?)^```/gms),
].map(([, file = '', text = '']) => ({ file, parts: text.split(/^\s*…\n/m) }));

describe('the guide to wrapping a legacy system', () => {
  it('shows excerpts', () => {
    expect(excerpts.length).toBeGreaterThan(5);
  });

  it.each(excerpts)('says what stands in $file', ({ file, parts }) => {
    let rest = unindented(read(file));
    for (const part of parts.map(unindented)) {
      expect(rest).toContain(part);
      rest = rest.slice(rest.indexOf(part) + part.length);
    }
  });
});

describe('the table of what can go wrong', () => {
  it.each([...Object.entries(AppointmentErrors), ...Object.entries(MeteringErrors)])(
    'has %s',
    (name, { code, kind }) => {
      const number = code.slice(-3);
      const row = read('examples/wrappers/README.md')
        .split('\n')
        .find((line) => new RegExp(`\`${name}\` (?:CRS-\\w+-)?${number}\\b`).test(line));
      expect(row).toContain(kind);
    },
  );
});
