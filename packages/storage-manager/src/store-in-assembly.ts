import { pathInAssembly } from '@caruso/service-manager';
import type { StoreOptions } from './store-address.js';

/** The address of a store with the path of its file as the file of the assembly means it. */
export function storeInAssembly(target: string | StoreOptions): string | StoreOptions {
  return typeof target === 'string' ? urlInAssembly(target) : { ...target, url: urlInAssembly(target.url) };
}

function urlInAssembly(url: string): string {
  const path = /^sqlite:(?!:memory:$|\/\/)(.+)$/.exec(url)?.[1];
  return path === undefined ? url : `sqlite:${pathInAssembly(path)}`;
}
