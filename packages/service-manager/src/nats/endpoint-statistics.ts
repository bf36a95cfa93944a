/** What an endpoint has done since it started, for the statistics of ADR-32. */
export class EndpointStatistics {
  requests = 0;
  errors = 0;
  lastError = '';
  /** Time until the answers were there, in nanoseconds, summed up over the requests that have ended. */
  processingNs = 0;
  /** Requests that have not ended yet. */
  running = 0;

  /** Notes a request; returns when it began, for {@link end}. */
  begin(): number {
    this.requests += 1;
    this.running += 1;
    return performance.now();
  }

  /** Notes how a request ended. */
  end(began: number, problem: string | undefined): void {
    this.running -= 1;
    this.processingNs += Math.round((performance.now() - began) * 1e6);
    if (problem === undefined) return;
    this.errors += 1;
    this.lastError = problem;
  }

  /** Mean time of a request, in nanoseconds, as ADR-32 defines it. */
  get averageNs(): number {
    return this.requests === 0 ? 0 : Math.floor(this.processingNs / this.requests);
  }
}
