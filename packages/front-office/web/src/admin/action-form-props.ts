import type { ServiceActions } from './use-service-actions.js';

/** What the forms of the actions have in common. */
export interface ActionFormProps {
  readonly actions: ServiceActions;
  /** The server has taken the order. */
  readonly onDone: () => void;
  readonly onCancel: () => void;
}
