import { describe, expect, it } from 'vitest';
import type { Entity } from '../../contract.js';
import { ChunkSize } from './chunk-size.js';

const entity = (linked: number): Entity => ({
  ...{ object: 'Order', key: '1', version: '1', title: '', values: {} },
  links: { lines: Array.from({ length: linked }, () => ({ ...entity(0), links: {} })) },
});
const after = (...chunks: readonly (readonly Entity[])[]) => {
  const chunk = new ChunkSize(true);
  return chunks.map((entities) => {
    chunk.saw(entities);
    return chunk.size;
  });
};

describe('the size of a chunk of a stream', () => {
  it('is always the same where nothing is read with the objects', () => {
    const chunk = new ChunkSize(false);
    chunk.saw([entity(5_000)]);
    expect(chunk.size).toBe(1_000);
  });

  it('grows by steps while few others are read with them', () => {
    expect(new ChunkSize(true).size).toBe(50);
    expect(after([entity(0)], [entity(0)], [entity(0)], [entity(0)], [entity(0)], [entity(0)])).toEqual([
      100, 200, 400, 800, 1_000, 1_000,
    ]);
  });

  it('is smaller the more others there are, and at least one', () => {
    expect(after([entity(199)], [entity(999)], [entity(100_000)], [])).toEqual([50, 10, 1, 1]);
  });
});
