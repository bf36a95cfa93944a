import type { LogicalType, Value } from '@caruso/storage-manager/contract';

/**
 * Negative, 0 or positive as one stored value comes before, with or after another of its type: in the order that stores
 * sort by, texts by code points.
 */
export function compareValues(type: LogicalType, a: NonNullable<Value>, b: NonNullable<Value>): number {
  switch (type) {
    case 'integer':
    case 'double':
      return Number(a) - Number(b);
    case 'boolean':
      return Number(a) - Number(b);
    case 'long':
    case 'decimal':
      return compareDecimals(String(a), String(b));
    case 'instant':
      return compareTexts(String(a).replace('Z', ''), String(b).replace('Z', ''));
    default:
      return compareTexts(String(a), String(b));
  }
}

function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    if (a.charCodeAt(at) === b.charCodeAt(at)) continue;
    // UTF-16 puts characters of two units before some of one; whole code points are in the right order.
    return (a.codePointAt(wholeAt(a, at)) ?? 0) - (b.codePointAt(wholeAt(b, at)) ?? 0);
  }
  return a.length - b.length;
}

/** Where the character begins of which a unit is a part. */
function wholeAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff && at > 0 ? at - 1 : at;
}

function compareDecimals(a: string, b: string): number {
  const [x, y] = [partsOf(a), partsOf(b)];
  const digits = Math.max(x.fraction.length, y.fraction.length);
  const difference = scaled(x, digits) - scaled(y, digits);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

interface Parts {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

function partsOf(text: string): Parts {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  return { negative: text.startsWith('-'), whole, fraction };
}

function scaled({ negative, whole, fraction }: Parts, digits: number): bigint {
  const number = BigInt(whole + fraction.padEnd(digits, '0'));
  return negative ? -number : number;
}
