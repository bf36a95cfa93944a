/** Colours of buttons that are no plain ones; each is dark enough to carry, or to be, text (7:1 on white). */
export const TONES = { go: '#1b6133', stop: '#95201a', doubt: '#7a4300', quiet: '#3d4852' } as const;
