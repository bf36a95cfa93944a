import { Title, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import styles from './service-list.module.css';

export interface ServiceListProps {
  readonly heading: string;
  /** What choosing does, shown on each. */
  readonly action: string;
  readonly services: readonly { readonly id: string; readonly title: string; readonly remark?: string }[];
  /** Stands there when there are no services. */
  readonly empty?: ReactNode;
  readonly busy: boolean;
  readonly onChoose: (id: string) => void;
}

/** Large buttons to choose a service, or an open dialog, from. */
export function ServiceList({ heading, action, services, empty, busy, onChoose }: ServiceListProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.section}>
      <Title order={2} size="h4" id={id} mb="xs">
        {heading}
      </Title>
      {services.length === 0 && empty}
      <ul className={styles.list}>
        {services.map((service) => (
          <li key={service.id}>
            <UnstyledButton className={styles.service} disabled={busy} onClick={() => onChoose(service.id)}>
              <span>
                <span className={styles.title}>{service.title}</span>
                {service.remark && <span className={styles.remark}>{service.remark}</span>}
              </span>
              <span className={styles.action}>
                {action}
                <IconChevronRight size={18} aria-hidden />
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
