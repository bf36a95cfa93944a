/** What messages call a store that is named by its address, which may have a password that is nobody's business. */
export const withoutUser = (given: string): string =>
  given.includes(':') ? given.replace(/\/\/[^@/]*@/, '//') : given;
