/** A type of files that is known by what is in them, whatever they are called. */
interface MediaType {
  /** What people call it. */
  readonly name: string;
  /** What such files usually end in, without the dot. */
  readonly extension: string;
  readonly isIt: (content: Uint8Array) => boolean;
}

/**
 * The types a `file` question can take. Only such as can be told by their first bytes (or, for texts, by all of them): what a
 * browser says of a file is a claim of whoever sends it.
 */
const MEDIA_TYPES: Readonly<Record<string, MediaType>> = {
  'image/jpeg': { name: 'JPEG', extension: 'jpg', isIt: begins([0xff, 0xd8, 0xff]) },
  'image/png': { name: 'PNG', extension: 'png', isIt: begins([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  'image/gif': { name: 'GIF', extension: 'gif', isIt: begins('GIF87a', 'GIF89a') },
  'image/webp': {
    name: 'WebP',
    extension: 'webp',
    isIt: (content) => has(content, 0, 'RIFF') && has(content, 8, 'WEBP'),
  },
  'image/heic': {
    name: 'HEIC',
    extension: 'heic',
    isIt: (content) => has(content, 4, 'ftyp') && ['heic', 'heix', 'mif1'].some((brand) => has(content, 8, brand)),
  },
  'application/pdf': { name: 'PDF', extension: 'pdf', isIt: begins('%PDF-') },
  'text/plain': { name: 'TXT', extension: 'txt', isIt: isText },
};

/** All of them. */
export const KNOWN_MEDIA_TYPES: readonly string[] = Object.keys(MEDIA_TYPES);

/** What a file is by its content; undefined when it is none of the known types. */
export function mediaTypeOf(content: Uint8Array): string | undefined {
  return KNOWN_MEDIA_TYPES.find((type) => MEDIA_TYPES[type]?.isIt(content));
}

/** What a file would be by its name; for made-up files only. */
export function mediaTypeNamed(file: string): string | undefined {
  const extension = file.slice(file.lastIndexOf('.') + 1).toLowerCase();
  return KNOWN_MEDIA_TYPES.find((type) => MEDIA_TYPES[type]?.extension === extension);
}

/** Types as people call them: `JPEG, PDF`. */
export function mediaTypeNames(types: readonly string[]): string {
  return types.map((type) => MEDIA_TYPES[type]?.name ?? type).join(', ');
}

/** What a file of a type ends in when it has no name of its own. */
export function extensionOf(type: string): string {
  return MEDIA_TYPES[type]?.extension ?? 'bin';
}

function begins(...signatures: readonly (string | readonly number[])[]): (content: Uint8Array) => boolean {
  return (content) => signatures.some((signature) => has(content, 0, signature));
}

function has(content: Uint8Array, at: number, signature: string | readonly number[]): boolean {
  const bytes = typeof signature === 'string' ? [...signature].map((sign) => sign.charCodeAt(0)) : signature;
  return bytes.every((byte, index) => content[at + index] === byte);
}

/** UTF-8 without control characters other than those of lines and tabs. */
function isText(content: Uint8Array): boolean {
  if (content.some((byte) => (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) || byte === 0x7f))
    return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(content);
    return true;
  } catch {
    return false;
  }
}
