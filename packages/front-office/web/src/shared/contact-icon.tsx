import { IconMail, IconMessage, IconPhone, IconWorld, type TablerIcon } from '@tabler/icons-react';
import type { ContactView } from '../../../src/api-types.js';

const ICONS: Record<ContactView['channel'], TablerIcon> = {
  voice: IconPhone,
  web: IconWorld,
  chat: IconMessage,
  mail: IconMail,
};

export interface ContactIconProps {
  readonly channel: ContactView['channel'];
  readonly size?: number;
  readonly className?: string | undefined;
}

/** The picture of a contact's channel; what it means stands beside it in words. */
export function ContactIcon({ channel, size = 16, className = '' }: ContactIconProps) {
  const Icon = ICONS[channel];
  return <Icon size={size} aria-hidden className={className} />;
}
