import type { z } from 'zod';
import { checked } from './crosses-border.js';

const NONSENSE: readonly unknown[] = [null, 0, 'nonsense', [], {}, true];
const MOST = 30;

/** Inputs that do not fit a schema: of a wrong type, and good ones that lack a part or have a wrong one. */
export function invalidInputs(schema: z.ZodType, good: unknown): readonly unknown[] {
  const candidates = [...NONSENSE];
  if (typeof good === 'object' && good !== null && !Array.isArray(good)) {
    for (const key of Object.keys(good)) {
      const { [key]: _, ...without } = good as Readonly<Record<string, unknown>>;
      candidates.push(without, ...NONSENSE.map((value) => ({ ...good, [key]: value })));
    }
  }
  return candidates.filter((candidate) => 'issues' in checked(schema, candidate)).slice(0, MOST);
}
