import { type RefObject, useEffect } from 'react';

/** Moves the focus into a part of the page that has just appeared, to the element marked `data-autofocus`. */
export function useAutofocus(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    root.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
  }, [root]);
}
