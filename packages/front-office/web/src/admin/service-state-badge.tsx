import {
  IconCircleCheck,
  IconCircleDashed,
  IconHeartBroken,
  IconHourglass,
  IconLogout,
  IconPlayerPlay,
  IconPower,
  IconTool,
  IconX,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ServiceEntry } from '../../../src/api-types.js';
import { words } from '../format/attribute-value.js';
import styles from './service-state-badge.module.css';

const ICONS: Record<ServiceEntry['state'], TablerIcon> = {
  declared: IconCircleDashed,
  waiting: IconHourglass,
  starting: IconPlayerPlay,
  active: IconCircleCheck,
  unhealthy: IconHeartBroken,
  maintenance: IconTool,
  draining: IconLogout,
  stopped: IconPower,
  failed: IconX,
};

/** The state of a service by colour, sign and word. */
export function ServiceStateBadge({ state }: { readonly state: ServiceEntry['state'] }) {
  const Icon = ICONS[state];
  return (
    <span className={styles.badge} data-state={state}>
      <Icon size={15} aria-hidden />
      {words(state)}
    </span>
  );
}
