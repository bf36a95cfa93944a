let leaving = false;

/**
 * Does something and then loads another page, so that nothing of the user stays in memory. What it ends, such as the
 * live view, does not lead anywhere else meanwhile.
 */
export async function leave(first: () => Promise<unknown>, address: string): Promise<void> {
  leaving = true;
  try {
    await first();
  } catch (thrown) {
    leaving = false;
    throw thrown;
  }
  window.location.assign(address);
}

/** Leads whoever's session is over to the log-in, and back here afterwards. */
export function leaveForLogin(): void {
  if (leaving || window.location.pathname === '/login') return;
  leaving = true;
  const back = encodeURIComponent(window.location.pathname + window.location.search);
  window.location.assign(`/login?back=${back}&ended=1`);
}
