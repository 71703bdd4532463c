/** ms of the monotonic clock that all threads of the process share; performance.now() has an origin of its own in each. */
export function clockMs(): number {
  return performance.now() + offset;
}

const [seconds, nanoseconds] = process.hrtime();
const offset = seconds * 1000 + nanoseconds / 1e6 - performance.now();

/** What to add to clockMs() for ms since the epoch. */
export function epochOffsetMs(): number {
  return performance.timeOrigin + performance.now() - clockMs();
}
