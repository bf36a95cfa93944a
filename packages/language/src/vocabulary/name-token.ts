const START =
  ':A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}\\u{200D}\\u{2070}-\\u{218F}' +
  '\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}';
const REST = `${START}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}-\\u{2040}`;
const NAME = new RegExp(`^[${START}][${REST}]*$`, 'u');
const NAME_TOKEN = new RegExp(`^[${REST}]+$`, 'u');

/** Whether a text is a Name of XML 1.0 (production 5), as an ID must be. */
export function isXmlName(text: string): boolean {
  return NAME.test(text);
}

/** Whether a text is an Nmtoken of XML 1.0 (production 7). */
export function isNameToken(text: string): boolean {
  return NAME_TOKEN.test(text);
}

/** The tokens of a value between blanks, as XML normalises attributes that are not plain text. */
export function tokensOf(value: string): string[] {
  return value.split(' ').filter((token) => token !== '');
}
