import { readXml, SourceSlice } from '@caruso/language';
import { buildScript } from '../../src/model/build-script.js';

/** A script as it was read, without its places; in its texts a line break is a blank. */
export function meaningOf(text: string): unknown {
  const { source: _source, ...script } = buildScript(readXml(text, 's.xml'));
  return JSON.parse(
    JSON.stringify(script, (name, value) => {
      if (name === 'at' || isPlace(value)) return undefined;
      return value instanceof SourceSlice ? value.value.trim().replace(/\s+/g, ' ') : value;
    }),
  );
}

const isPlace = (value: unknown) =>
  typeof value === 'object' && value !== null && Object.keys(value).sort().join() === 'end,start';
