import { type RefCallback, type RefObject, useCallback, useLayoutEffect, useRef } from 'react';

/**
 * Gives the focus to the first entry of a menu as soon as it is there, and to its button when it is closed. Mantine's focus trap does it
 * later and twice: an arrow key pressed in between would be undone.
 *
 * @returns the ref of the menu
 */
export function useMenuFocus(opened: boolean, button: RefObject<HTMLElement | null>): RefCallback<HTMLDivElement> {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (opened ? () => button.current?.focus() : undefined), [opened, button]);
  useLayoutEffect(() => {
    // The entry that had the focus is not possible any more. The menu takes it: Enter must not choose what stands there instead.
    if (opened && document.activeElement === document.body) menu.current?.focus();
  });
  return useCallback((node) => {
    menu.current = node;
    node?.querySelector<HTMLElement>('[role="menuitem"]')?.focus({ preventScroll: true });
  }, []);
}
