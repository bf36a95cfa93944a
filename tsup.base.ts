import { defineConfig } from 'tsup';

/** ESM, CommonJS and declarations for each entry in `src/`. */
export function library(entries: readonly string[]) {
  return defineConfig({
    entry: Object.fromEntries(entries.map((name) => [name, `src/${name}.ts`])),
    format: ['esm', 'cjs'],
    target: 'node20',
    platform: 'neutral',
    splitting: true,
    clean: true,
    sourcemap: true,
    // import.meta.url in the CommonJS build
    shims: true,
    dts: { compilerOptions: { ignoreDeprecations: '6.0', customConditions: [] } },
  });
}
