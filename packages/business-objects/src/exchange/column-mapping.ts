import { didYouMean } from '@caruso/language';
import type { ObjectType } from '../contract.js';
import { ObjectErrors } from '../errors.js';

/** A column of a file, and the attribute or link to one that its cells are values of. */
export interface MappedColumn {
  readonly index: number;
  readonly heading: string;
  readonly member: string;
  readonly type: ObjectType['attributes'][number]['type'];
}

export interface ColumnMapping {
  readonly columns: readonly MappedColumn[];
  /** The headings of columns that nothing is known of. */
  readonly ignored: readonly string[];
}

/**
 * Finds for each column what its values belong to: what is said, or the attribute, or link to one, of that name or label,
 * whatever its case and whatever stands between its words.
 *
 * @param said members by heading
 * @throws ObjectErrors.WrongColumns when a heading or a member is unknown, or two columns are for the same member
 */
export function mapColumns(
  { name: object, attributes, links }: ObjectType,
  headings: readonly string[],
  said: Readonly<Record<string, string>> = {},
): ColumnMapping {
  const members = [
    ...attributes.map(({ name, label, type }) => ({ name, label, type })),
    ...links.filter(({ many }) => !many).map(({ name, label }) => ({ name, label, type: 'string' as const })),
  ];
  const problems = Object.keys(said)
    .filter((heading) => !headings.includes(heading))
    .map((heading) => `there is no column "${heading}"${hint(heading, headings)}`);
  const columns: MappedColumn[] = [];
  const ignored: string[] = [];
  for (const [index, heading] of headings.entries()) {
    const wanted = said[heading];
    const member = members.find((each) =>
      wanted === undefined
        ? [each.name, each.label].some((own) => plain(own) === plain(heading))
        : each.name === wanted,
    );
    if (member === undefined) {
      if (wanted === undefined) ignored.push(heading);
      else
        problems.push(
          `"${object}" has no attribute "${wanted}"${hint(
            wanted,
            members.map(({ name }) => name),
          )}`,
        );
      continue;
    }
    const other = columns.find((column) => column.member === member.name);
    if (other !== undefined) problems.push(`"${other.heading}" and "${heading}" are both for "${member.name}"`);
    columns.push({ index, heading, member: member.name, type: member.type });
  }
  if (columns.length === 0 && problems.length === 0) {
    problems.push(`none of ${headings.map((heading) => `"${heading}"`).join(', ')} is an attribute of "${object}"`);
  }
  if (problems.length > 0) throw new ObjectErrors.WrongColumns({ problems });
  return { columns, ignored };
}

const plain = (text: string) => text.toLowerCase().replace(/[\s_.-]+/g, '');

function hint(wrong: string, known: readonly string[]): string {
  const suggestion = didYouMean(wrong, known);
  return suggestion === undefined ? '' : ` (${suggestion})`;
}
