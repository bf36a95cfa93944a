import { memo, useEffect, useMemo, useRef } from 'react';
import { typedInto, withLineFeeds } from './documents.js';
import type { TextSelection } from './text-selection.js';
import styles from './xml-editor.module.css';

/** As in the style sheet. */
const LINE_HEIGHT = 18;
const LINES_ABOVE = 4;

export interface XmlEditorProps {
  readonly name: string;
  readonly text: string;
  readonly readOnly: boolean;
  /** Lines with problems, from 1. */
  readonly lines: readonly number[];
  readonly selected: TextSelection | undefined;
  readonly onChange: (text: string) => void;
}

/** A text with its line numbers. Line ends stay as they are in the document, whatever the browser makes of them. */
export function XmlEditor({ name, text, readOnly, lines, selected, onChange }: XmlEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  // A place is gone to once, and not again with each letter that is typed.
  const shownTurn = useRef(0);
  // A textarea knows LF only.
  const shown = useMemo(() => withLineFeeds(text), [text]);
  const count = useMemo(() => shown.split('\n').length, [shown]);

  useEffect(() => {
    if (!area.current || selected?.name !== name || selected.turn === shownTurn.current) return;
    shownTurn.current = selected.turn;
    const before = withLineFeeds(text.slice(0, selected.start));
    const length = withLineFeeds(text.slice(selected.start, selected.end)).length;
    area.current.setSelectionRange(before.length, before.length + length);
    area.current.scrollTop = Math.max(0, (before.split('\n').length - LINES_ABOVE) * LINE_HEIGHT);
  }, [selected, text, name]);

  return (
    <div className={styles.editor}>
      <div className={styles.gutter} ref={gutter} aria-hidden>
        <LineNumbers count={count} wrong={lines} />
      </div>
      <textarea
        ref={area}
        className={styles.text}
        aria-label={`Text of ${name}`}
        value={shown}
        readOnly={readOnly}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        onChange={(event) => onChange(typedInto(text, event.currentTarget.value))}
        onScroll={(event) => {
          if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
        }}
      />
    </div>
  );
}

interface LineNumbersProps {
  readonly count: number;
  readonly wrong: readonly number[];
}

const LineNumbers = memo(function LineNumbers({ count, wrong }: LineNumbersProps) {
  return Array.from({ length: count }, (_, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
    <div key={at} data-wrong={wrong.includes(at + 1)}>
      {at + 1}
    </div>
  ));
});
