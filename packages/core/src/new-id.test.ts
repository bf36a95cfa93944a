import { afterEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { newId } from './new-id.js';

afterEach(() => vi.unstubAllGlobals());

it('is a UUID that nobody else has', () => {
  expect(z.uuidv4().safeParse(newId()).success).toBe(true);
  expect(newId()).not.toBe(newId());
});

it('is one on pages without HTTPS too', () => {
  const { crypto } = globalThis;
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
  const ids = Array.from({ length: 100 }, newId);
  expect(ids.every((id) => z.uuidv4().safeParse(id).success)).toBe(true);
  expect(new Set(ids).size).toBe(100);
});
