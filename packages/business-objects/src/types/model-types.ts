import type { AttributeModel, LinkModel, Model, ObjectModel } from '../model/model.js';

/** Names that TypeScript does not take for an interface. */
const TAKEN = [
  ...[
    'any',
    'bigint',
    'boolean',
    'never',
    'null',
    'number',
    'object',
    'string',
    'symbol',
    'undefined',
    'unknown',
    'void',
  ],
  ...['break', 'case', 'catch', 'class', 'const', 'continue', 'debugger', 'default', 'delete', 'do', 'else', 'enum'],
  ...['export', 'extends', 'false', 'finally', 'for', 'function', 'if', 'implements', 'import', 'in', 'instanceof'],
  ...['interface', 'let', 'new', 'package', 'private', 'protected', 'public', 'return', 'static', 'super', 'switch'],
  ...['this', 'throw', 'true', 'try', 'typeof', 'var', 'while', 'with', 'yield', 'await', 'Uint8Array'],
];

/**
 * The objects of a model as TypeScript: an interface for each type, and one that lists them all, for {@link typedObjects}.
 * The text imports nothing, and compiles under every strict option.
 *
 * @example
 * ```ts
 * await writeFile('src/model.ts', modelTypes(loadModel('./model')));
 * ```
 */
export function modelTypes(model: Model): string {
  const names = typeNames([...model.objects.keys(), `${pascal(model.name)}Objects`]);
  const objects = [...model.objects.values()];
  const list = names.get(`${pascal(model.name)}Objects`) ?? '';
  const parts = [
    `// Made from the model ${model.name} ${model.version} by "caruso model types"; make it anew when that has changed.`,
    ...objects.map((object) => objectInterface(object, names.get(object.name) ?? object.name)),
    [
      `/** All object types of the model ${model.name}: \`typedObjects<${list}>(stub)\`. */`,
      `export interface ${list} {`,
      ...objects.map(({ name }) => `  readonly ${name}: ${names.get(name)};`),
      '}',
    ].join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}

function typeNames(wanted: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set(TAKEN);
  for (const name of wanted) {
    let free = name;
    while (taken.has(free)) free += '_';
    taken.add(free);
    names.set(name, free);
  }
  return names;
}

function objectInterface(object: ObjectModel, name: string): string {
  const { attributes, links, key, mapping } = object;
  const toOne = [...links.values()].filter(({ many }) => !many);
  const members = [...attributes.values(), ...toOne];
  const inKey = (member: { readonly name: string }) => key.includes(member.name);
  const isPreset = (member: AttributeModel | LinkModel) =>
    (member.kind === 'attribute' && member.default !== undefined) ||
    (mapping?.columns.get(member.name)?.generate ?? 'none') !== 'none';
  const isWritten = (member: AttributeModel | LinkModel) =>
    (member.kind === 'link' || member.formula === undefined) && mapping?.columns.get(member.name)?.readOnly !== true;
  const isNeeded = (member: AttributeModel | LinkModel) => (member.required || inKey(member)) && !isPreset(member);
  const keys = key.map((part) => `'${part}'`).join(' | ') || 'never';
  const keyDoc = key.length > 1 ? `, as a JSON array of ${key.join(', ')}` : '';
  return [
    `/** ${comment(object.label)}. Its key is one string${keyDoc}. */`,
    `export interface ${name} {`,
    '  /** What is read: attributes by name, and links to one object as its key. Old rows may lack what is required of new ones. */',
    '  readonly values: {',
    ...members.flatMap((member) => property(member, read(member, inKey(member)), '')),
    '  };',
    '  /** The names of what identifies it. */',
    `  readonly key: ${keys};`,
    '  /** The links, and the types of objects they lead to. */',
    '  readonly links: {',
    ...[...links.values()].map((link) => `    readonly ${link.name}: '${link.to}';`),
    '  };',
    ...(mapping?.write === 'none'
      ? ['  /** None can be made: its table is only read. */', '  readonly creation: never;']
      : [
          '  /** What a new one is made of. */',
          '  readonly creation: {',
          ...members
            .filter(isWritten)
            .flatMap((member) => property(member, written(member, !isNeeded(member)), isNeeded(member) ? '' : '?')),
          '  };',
        ]),
    ...((mapping?.write ?? 'all') !== 'all' || key.length === 0
      ? [
          `  /** Nothing can be changed: ${key.length === 0 ? 'it has no key' : 'its rows stay as they are'}. */`,
          '  readonly changes: never;',
        ]
      : [
          '  /** What can be changed. */',
          '  readonly changes: {',
          ...members
            .filter((member) => !inKey(member) && isWritten(member))
            .flatMap((member) => property(member, written(member, !member.required), '?')),
          '  };',
        ]),
    '}',
  ].join('\n');
}

function property(member: AttributeModel | LinkModel, type: string, mark: '' | '?'): string[] {
  return [`    /** ${describe(member)}. */`, `    readonly ${member.name}${mark}: ${type};`];
}

function read(member: AttributeModel | LinkModel, isKey: boolean): string {
  const type = member.kind === 'link' ? 'string' : TYPES[member.type](member);
  return isKey ? type : `${type} | null`;
}

/** An exact number is read as a text, and may be given as a number. */
function written(member: AttributeModel | LinkModel, nullable: boolean): string {
  const type = member.kind === 'link' ? 'string' : TYPES[member.type](member);
  const exact = member.kind === 'attribute' && (member.type === 'decimal' || member.type === 'long');
  return `${type}${exact ? ' | number' : ''}${nullable ? ' | null' : ''}`;
}

const text = () => 'string';
const TYPES: Readonly<Record<AttributeModel['type'], (attribute: AttributeModel) => string>> = {
  string: text,
  text,
  email: text,
  phone: text,
  url: text,
  uuid: text,
  integer: () => 'number',
  long: text,
  decimal: text,
  double: () => 'number',
  boolean: () => 'boolean',
  date: text,
  time: text,
  instant: text,
  localDateTime: text,
  enum: ({ values = [] }) => values.map((value) => `'${value}'`).join(' | ') || 'string',
  binary: () => 'Uint8Array',
  json: () => '{} | string | number | boolean',
};

function describe(member: AttributeModel | LinkModel): string {
  if (member.kind === 'link') return `${comment(member.label)}: the key of a ${member.to}`;
  const { label, type, size, precision, scale } = member;
  const limit =
    size !== undefined
      ? `, at most ${size} ${type === 'binary' ? 'bytes' : 'characters'}`
      : precision !== undefined
        ? `, ${precision} digits, ${scale ?? 0} of them behind the point`
        : '';
  return `${comment(label)} (${type}${limit})`;
}

function comment(words: string): string {
  return words.replaceAll('*/', '* /').replace(/\s+/g, ' ');
}

function pascal(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^[A-Za-z]/.test(joined) ? joined : `Model${joined}`;
}
