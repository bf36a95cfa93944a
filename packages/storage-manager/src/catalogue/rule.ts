import type { ForeignKey } from './catalogue.js';

type Rule = ForeignKey['onDelete'];

const RULES: Readonly<Record<string, Rule>> = {
  RESTRICT: 'restrict',
  CASCADE: 'cascade',
  'SET NULL': 'set null',
  'SET DEFAULT': 'set default',
};

/** What happens to rows that lead to one that goes, as SQL writes it. */
export function ruleOf(written: string): Rule {
  return RULES[written.toUpperCase()] ?? 'no action';
}
