import type { KeyboardEvent } from 'react';

/** Lets the arrow keys up and down move the focus between the buttons of a list; at its ends the focus stays. */
export function moveFocus(event: KeyboardEvent, list: HTMLElement | null): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const buttons: Element[] = [...(list?.querySelectorAll('button') ?? [])];
  if (step === 0 || buttons.length === 0) return;
  event.preventDefault();
  const at = document.activeElement ? buttons.indexOf(document.activeElement) : -1;
  const next = buttons[Math.min(Math.max(at + step, 0), buttons.length - 1)];
  if (next instanceof HTMLElement) next.focus();
}
