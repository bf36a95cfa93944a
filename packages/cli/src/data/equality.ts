import { InvalidArgumentError } from 'commander';

/** Reads an option that is said as `NAME=VALUE`, several times if need be. A name may hold `=` where `last` parts them. */
export function equality(form: string, { last = false } = {}) {
  return (text: string, known: Readonly<Record<string, string>>): Record<string, string> => {
    const at = last ? text.lastIndexOf('=') : text.indexOf('=');
    if (at < 1) throw new InvalidArgumentError(`Write it as ${form}.`);
    return { ...known, [text.slice(0, at)]: text.slice(at + 1) };
  };
}
