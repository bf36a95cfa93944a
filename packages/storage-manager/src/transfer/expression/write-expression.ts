import type { EngineName } from '../engine-name.js';
import { literal, quoted } from '../quote.js';
import type { Expression } from './expression.js';

/** Writes a condition in the engine's SQL. */
export function writeExpression(expression: Expression, engine: EngineName): string {
  const write = (part: Expression) => writeExpression(part, engine);
  switch (expression.kind) {
    case 'column':
      return quoted(engine, expression.name);
    case 'number':
      return expression.text;
    case 'text':
      return literal(engine, expression.text);
    case 'word':
      return expression.word;
    case 'now':
      return expression.of === 'date' ? 'CURRENT_DATE' : 'CURRENT_TIMESTAMP';
    case 'characters':
      return `${engine === 'sqlite' ? 'length' : 'char_length'}(${write(expression.of)})`;
    case 'unary':
      return `(${expression.operator} ${write(expression.of)})`;
    case 'binary':
      return `(${write(expression.left)} ${expression.operator} ${write(expression.right)})`;
    case 'absent':
      return `(${write(expression.of)} IS ${expression.negated ? 'NOT ' : ''}NULL)`;
    case 'among':
      return `(${write(expression.of)} ${expression.negated ? 'NOT ' : ''}IN (${expression.list.map(write).join(', ')}))`;
  }
}
