import { type BrokenLine, readCsv } from './read-csv.js';

/** A number of a register as it is written there. */
export interface RegisterLine {
  readonly line: number;
  readonly number: string;
}

/** Characters: what is longer is no number. */
const LONGEST = 100;

/**
 * Reads the numbers of a register from a CSV file with a heading, of which one column has them.
 *
 * @param broken is told of each line that has none
 * @throws ContactCentreErrors.UnreadableList when there is no such file, or not this column
 */
export async function* readCsvRegister(
  file: string,
  column: string,
  broken: (line: BrokenLine) => void,
): AsyncGenerator<RegisterLine> {
  for await (const { line, cells } of readCsv(file, [column], broken)) {
    const number = cells[column] ?? '';
    if (number === '') broken({ line, problem: `its column ${column} is empty` });
    else if (number.length > LONGEST) broken({ line, problem: `a number has no more than ${LONGEST} characters` });
    else yield { line, number };
  }
}
