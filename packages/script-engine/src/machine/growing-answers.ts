type Answers = Readonly<Record<string, unknown>>;

const growing = new WeakSet<Answers>();

/** Answers with one more: a copy, unless they are growing. */
export function withAnswer(answers: Answers, key: string, value: unknown): Answers {
  if (!growing.has(answers)) return { ...answers, [key]: value };
  (answers as Record<string, unknown>)[key] = value;
  return answers;
}

/**
 * Lets answers be added to in place: for replaying a journal, whose states in between nobody keeps. To copy all answers at
 * each entry would make a long journal cost its square.
 */
export function letGrow(answers: Answers): void {
  growing.add(answers);
}

/** From now on they stay as they are. */
export function settle(answers: Answers): void {
  growing.delete(answers);
}
