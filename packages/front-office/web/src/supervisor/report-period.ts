/** A day as an ISO date in the browser's time zone. */
export function isoDay(day: Date): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${day.getFullYear()}-${pad(day.getMonth() + 1)}-${pad(day.getDate())}`;
}

/** The last seven days, today included. */
export function lastWeek(today: Date): { readonly from: string; readonly to: string } {
  return { from: isoDay(new Date(today.getFullYear(), today.getMonth(), today.getDate() - 6)), to: isoDay(today) };
}
