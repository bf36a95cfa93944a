import { words } from '../format/attribute-value.js';
import { ContactIcon, type ContactIconProps } from '../shared/contact-icon.js';
import { Elapsed } from '../shared/elapsed.js';
import type { Talk } from './agent-actions.js';
import styles from './agent-talk.module.css';
import { CustomerTitle } from './customer-title.js';

export interface AgentTalkProps {
  readonly talk: Talk;
  readonly customerObject: string | undefined;
}

/** With whom an agent talks, and since when. */
export function AgentTalk({ talk: { channel, from, customer, since, heldSince }, customerObject }: AgentTalkProps) {
  return (
    <div className={styles.talk}>
      <ContactIcon channel={channel as ContactIconProps['channel']} size={15} />
      <span>
        {channel !== 'voice' && `${words(channel)} `}
        {from}
        {customer !== undefined && <CustomerTitle object={customerObject} customer={customer} />}
        {heldSince !== undefined && ' (on hold)'}
      </span>
      <Elapsed since={since} />
    </div>
  );
}
