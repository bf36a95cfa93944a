type ImportModule = (url: string) => Promise<{ readonly default?: unknown }>;

/**
 * Imports a module by its URL. The CommonJS build makes a `require()` of an `import()`, which knows neither URLs nor queries;
 * there it is written as text.
 */
export const importModule: ImportModule = import.meta.url.endsWith('.cjs')
  ? (new Function('url', 'return import(url)') as ImportModule)
  : (url) => import(/* @vite-ignore */ url);
