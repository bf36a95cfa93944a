/**
 * Function keys that browsers leave free. They work while the agent types, which is why they are no letters.
 */
export const SHORTCUTS = {
  accept: 'F2',
  reject: 'Shift+F2',
  hangUp: 'F4',
  readyOrNot: 'F8',
  scriptBack: 'F9',
  findCustomer: 'mod+K',
} as const;

export const SHORTCUT_LABELS: Record<keyof typeof SHORTCUTS, string> = {
  accept: 'F2',
  reject: 'Shift F2',
  hangUp: 'F4',
  readyOrNot: 'F8',
  scriptBack: 'F9',
  findCustomer: 'Ctrl K',
};
