import { useHotkeys } from '@mantine/hooks';

/** A key that works everywhere on the page, in text fields too. Pass `undefined` while it has nothing to do. */
export function useShortcut(key: string, action: (() => void) | undefined): void {
  useHotkeys([[key, () => action?.()]], []);
}
