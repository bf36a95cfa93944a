/** The columns of a recording, in the order in which one is written. Only the first two must be there. */
export const RECORDING_COLUMNS = ['arrived', 'queue', 'from', 'patience', 'wait', 'talk', 'wrap-up'] as const;

export type RecordingColumn = (typeof RECORDING_COLUMNS)[number];
