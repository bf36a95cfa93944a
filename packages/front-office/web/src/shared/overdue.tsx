import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';
import { TONES } from './tones.js';

/** Marks what should have been done by now; with a word, not by colour alone. */
export function Overdue({ children }: { readonly children: ReactNode }) {
  return (
    <Badge size="sm" radius="sm" color={TONES.stop} tt="none">
      {children}
    </Badge>
  );
}
