/** A message of the text format of protocol buffers: every field may be repeated. */
export type Message = ReadonlyMap<string, readonly (Message | string)[]>;

const TOKEN = /\s+|#[^\n]*|"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|[{}:,[\]]|[^\s{}:,[\]"'#]+/gy;

/** Reads the text format, as far as the conformance vectors use it. Scalars stay texts; quoted ones are decoded. */
export function readTextproto(text: string): Message {
  const tokens = [...text.matchAll(TOKEN)].map(([token]) => token).filter((token) => !/^(?:\s|#|,)/.test(token));
  let next = 0;
  const readMessage = (): Message => {
    const fields = new Map<string, (Message | string)[]>();
    while (next < tokens.length && tokens[next] !== '}') {
      let name = tokens[next++] ?? '';
      if (name === '[') {
        name = tokens[next] ?? '';
        next += 2;
      }
      if (tokens[next] === ':') next++;
      const values = fields.get(name) ?? [];
      fields.set(name, values);
      if (tokens[next] === '{') {
        next++;
        values.push(readMessage());
        next++;
      } else values.push(readScalar());
    }
    return fields;
  };
  const readScalar = (): string => {
    let token = tokens[next++] ?? '';
    if (!/^["']/.test(token)) return token;
    let value = '';
    for (;;) {
      value += decode(token.slice(1, -1));
      token = tokens[next] ?? '';
      if (!/^["']/.test(token)) return value;
      next++;
    }
  };
  return readMessage();
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', a: '\u0007', b: '\b', f: '\f', v: '\v' };

function decode(text: string): string {
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (const [piece, hex, octal, letter] of text.matchAll(/\\x([0-9a-fA-F]{1,2})|\\([0-7]{1,3})|\\([\s\S])|[^\\]/gu)) {
    if (hex !== undefined) bytes.push(Number.parseInt(hex, 16));
    else if (octal !== undefined) bytes.push(Number.parseInt(octal, 8));
    else bytes.push(...encoder.encode(letter === undefined ? piece : (ESCAPES[letter] ?? letter)));
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}

export function messages(message: Message, field: string): Message[] {
  return (message.get(field) ?? []).filter((value): value is Message => typeof value !== 'string');
}

export function scalar(message: Message, field: string): string | undefined {
  const value = message.get(field)?.[0];
  return typeof value === 'string' ? value : undefined;
}
