import { type RefObject, useEffect } from 'react';

/**
 * Moves the focus to the input of a step that is new, or to be answered again; to its text when there is no input. So
 * whoever works with the keyboard, or hears the page, is always where the dialog is.
 */
export function useStepFocus(root: RefObject<HTMLElement | null>, step: string, again: boolean): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the step and its complaint are what the focus follows
  useEffect(() => {
    const target = root.current?.querySelector<HTMLElement>('[data-autofocus]');
    (target ?? root.current?.querySelector<HTMLElement>('[data-fallback-focus]'))?.focus({ preventScroll: false });
  }, [root, step, again]);
}
