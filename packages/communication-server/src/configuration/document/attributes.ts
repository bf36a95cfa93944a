export const yesNo = ['yes', 'no'] as const;
export const time = (doc: string) => ({ type: 'text', doc }) as const;
export const count = (doc: string) => ({ type: 'name', doc }) as const;
// Names and not ids: a queue and an agent, or the dispositions of two queues, may be called alike.
export const name = { type: 'name', required: true } as const;
