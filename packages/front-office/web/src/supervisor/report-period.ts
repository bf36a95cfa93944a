/** The seven days up to one, itself included, as ISO dates. */
export function weekUpTo(day: string): { readonly from: string; readonly to: string } {
  const first = new Date(`${day}T00:00:00Z`);
  first.setUTCDate(first.getUTCDate() - 6);
  return { from: first.toISOString().slice(0, 10), to: day };
}
