import type { Type } from './type.js';

/** What to write where yes/no is expected and a value of another type was found. */
export function yesnoHint(type: Type): string {
  switch (type.kind) {
    case 'code':
      return `compare it: == '${type.codes[0] ?? 'code'}'`;
    case 'text':
      return "compare it: == 'text'";
    case 'list':
      return 'ask answered(…), or contains(…, value)';
    case 'object':
      return 'ask exists(…), or compare one of its fields';
    default:
      return 'compare it';
  }
}
