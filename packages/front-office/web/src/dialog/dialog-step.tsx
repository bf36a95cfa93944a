import { Button } from '@mantine/core';
import { IconArrowRight, IconCircleCheck } from '@tabler/icons-react';
import { useId, useRef } from 'react';
import type { Screen } from '../../../src/api-types.js';
import { Notice } from '../shared/notice.js';
import { RichTextView } from '../shared/rich-text-view.js';
import { TONES } from '../shared/tones.js';
import { wordingOf } from '../wording/wording-of.js';
import type { DialogSize } from './dialog-size.js';
import styles from './dialog-step.module.css';
import { QuestionForm } from './question-form.js';
import type { DialogControls } from './use-dialog.js';
import { useStepFocus } from './use-step-focus.js';

export interface DialogStepProps {
  readonly screen: Screen;
  readonly dialog: Pick<DialogControls, 'busy' | 'lastAnswer' | 'answer' | 'next'>;
  readonly size: DialogSize;
}

/** One step of a dialog: what to say, and the answer to it. Shared by the agent's desktop and self-service. */
export function DialogStep({ screen, dialog, size }: DialogStepProps) {
  const { node, complaint, warning } = screen;
  const wording = wordingOf(screen.language);
  const textId = useId();
  const remarkId = useId();
  const root = useRef<HTMLDivElement>(null);
  useStepFocus(root, `${screen.dialog}/${screen.step}`, complaint !== undefined || warning !== undefined);

  return (
    <div ref={root} className={styles.step} data-size={size} lang={screen.language}>
      <p id={textId} className={styles.text} data-kind={node.kind} tabIndex={-1} data-fallback-focus>
        {node.kind === 'end' && screen.state === 'ended' && (
          <IconCircleCheck className={styles.endSign} size={24} aria-hidden />
        )}
        <RichTextView text={node.text} />
      </p>
      {node.hint && (
        <aside className={styles.hint} aria-label="Hint for you, not to be read out">
          <span className={styles.hintTag}>For you</span>
          <span>
            <RichTextView text={node.hint} />
          </span>
        </aside>
      )}
      <div id={remarkId} aria-live="assertive" className={styles.remark}>
        {complaint && (
          <Notice tone="error">
            <RichTextView text={complaint} />
          </Notice>
        )}
        {warning && (
          <Notice tone="doubt">
            <RichTextView text={warning} />
            <Button
              mt="xs"
              size={size === 'large' ? 'md' : 'xs'}
              color={TONES.doubt}
              variant="outline"
              display="block"
              disabled={dialog.busy}
              onClick={() => dialog.answer(dialog.lastAnswer ?? node.question?.prefill)}
            >
              {wording.confirm}
            </Button>
          </Notice>
        )}
      </div>
      {screen.state === 'open' && node.kind === 'question' && node.question && (
        <QuestionForm
          key={`${screen.dialog}/${screen.step}`}
          question={node.question}
          language={screen.language}
          size={size}
          busy={dialog.busy}
          labelledBy={textId}
          describedBy={remarkId}
          invalid={complaint !== undefined}
          complaint={complaint?.map(({ text }) => text).join('')}
          onAnswer={dialog.answer}
        />
      )}
      {screen.state === 'open' && node.kind === 'info' && (
        <Button
          className={styles.next ?? ''}
          size={size === 'large' ? 'lg' : 'sm'}
          loading={dialog.busy}
          onClick={dialog.next}
          rightSection={<IconArrowRight size={16} aria-hidden />}
          data-autofocus
        >
          {wording.continue}
        </Button>
      )}
    </div>
  );
}
