import { Menu, type MenuProps } from '@mantine/core';
import type { KeyboardEvent, KeyboardEventHandler, ReactElement, ReactNode, RefObject } from 'react';
import { useMenuFocus } from './use-menu-focus.js';

export interface ActionMenuProps {
  readonly opened: boolean;
  readonly onOpened: (opened: boolean) => void;
  readonly position: NonNullable<MenuProps['position']>;
  /** The button, which is to have this ref and this handler; it has the focus when the menu is closed. */
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly target: (onKeyDown: KeyboardEventHandler) => ReactElement;
  /** Entries and their headings. */
  readonly children: ReactNode;
}

/** A menu button by the pattern of WAI-ARIA, the first entry focused when it opens. */
export function ActionMenu({ opened, onOpened, position, button, target, children }: ActionMenuProps) {
  const menu = useMenuFocus(opened, button);
  const openByArrow = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    onOpened(true);
  };
  const onMenuKey = (event: KeyboardEvent) => {
    // A key that is held would choose the entry that has the focus as soon as the menu is open.
    if (event.key === 'Enter' && event.repeat) event.preventDefault();
    if (event.key === 'Tab') onOpened(false);
  };
  return (
    <Menu
      opened={opened}
      onChange={onOpened}
      position={position}
      trapFocus={false}
      returnFocus={false}
      withInitialFocusPlaceholder={false}
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>{target(openByArrow)}</Menu.Target>
      <Menu.Dropdown ref={menu} onKeyDown={onMenuKey}>
        {children}
      </Menu.Dropdown>
    </Menu>
  );
}
