import { Loader } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { ServiceOrder } from '../../../src/api-types.js';
import { DESKTOP_LOCALE } from '../format/locale.js';
import { Notice } from '../shared/notice.js';
import styles from './order-card.module.css';
import { type OrderFigure, orderFigures, orderProgress, orderResult, orderTitle } from './order-words.js';

/** A replacement or a removal: under way, or with what it has cost. */
export function OrderCard({ order }: { readonly order: ServiceOrder }) {
  const result = orderResult(order);
  const figures = orderFigures(order);
  const rolledBack = order.receipt?.rolledBack;
  return (
    <article className={styles.card} data-result={result} aria-label={orderTitle(order)}>
      <div className={styles.title}>
        {orderTitle(order)}
        <span className={styles.when}>
          {new Date(order.startedAt).toLocaleTimeString(DESKTOP_LOCALE)}, {order.by}
        </span>
      </div>
      {result === 'running' && (
        <p className={styles.running}>
          <Loader size="xs" aria-hidden />
          {orderProgress(order)}
        </p>
      )}
      {figures.length > 0 && (
        <dl className={styles.figures}>
          {figures.map((figure) => (
            <div key={figure.label}>
              <dt>{figure.label}</dt>
              <dd>{figure.isLost ? <Lost {...figure} /> : figure.value}</dd>
            </div>
          ))}
        </dl>
      )}
      {rolledBack !== undefined && (
        <div className={styles.notice}>
          <Notice tone="error">A call of the new version failed: {rolledBack}</Notice>
        </div>
      )}
      {order.problem !== undefined && (
        <div className={styles.notice}>
          <Notice tone="error">{order.problem}</Notice>
        </div>
      )}
    </article>
  );
}

/** The figure that must be nought: green then, red otherwise, and never by colour alone. */
function Lost({ value }: OrderFigure) {
  const good = value === '0';
  const Icon = good ? IconCheck : IconAlertTriangle;
  return (
    <span className={styles.lost} data-good={good}>
      {value} <Icon size={15} aria-hidden style={{ verticalAlign: '-2px' }} />
    </span>
  );
}
