const pad = (value: number) => String(value).padStart(2, '0');

/** Seconds as `m:ss`, from an hour on as `h:mm:ss`. Fractions are cut off: a clock never shows what is not yet over. */
export function formatDuration(seconds: number): string {
  const whole = Math.floor(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${pad(whole % 60)}`;
  return `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${pad(whole % 60)}`;
}
