/** How many worker threads this process has that are not its runner's. */
export function liveWorkers(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'Worker').length;
}
