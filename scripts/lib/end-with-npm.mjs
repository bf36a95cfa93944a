/**
 * Ends this process, in order, when npm was told to end. npm passes a signal to the shell it runs a script in, and
 * many a shell dies of it without telling its child: that child, this process, notices that it has another parent.
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}
