import type { Screen } from '../../../src/api-types.js';

type RichText = Screen['node']['text'];

/** Wording of a script; React escapes it. */
export function RichTextView({ text }: { readonly text: RichText }) {
  return text.map((run, index) => {
    const key = `${index}-${run.text.length}`;
    if (run.lineBreak) return <br key={key} />;
    if (run.bold) return <strong key={key}>{run.italic ? <em>{run.text}</em> : run.text}</strong>;
    return run.italic ? <em key={key}>{run.text}</em> : <span key={key}>{run.text}</span>;
  });
}
