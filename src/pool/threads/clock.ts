/** ms of the monotonic clock that all threads of the process share; performance.now() has an origin of its own in each. */
export function clockMs(): number {
  return performance.now() + offset;
}

const offset = clockOffsetMs();

/** What a thread's performance.now() lacks to the shared clock: read between two looks at that clock, the closest pair of several. */
function clockOffsetMs(): number {
  let [best, closest] = [0, Infinity];
  for (let look = 0; look < 8; look++) {
    const before = monotonicMs();
    const own = performance.now();
    const after = monotonicMs();
    if (after - before >= closest) continue;
    closest = after - before;
    best = (before + after) / 2 - own;
  }
  return best;
}

function monotonicMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}

/** What to add to clockMs() for ms since the epoch. */
export function epochOffsetMs(): number {
  return performance.timeOrigin + performance.now() - clockMs();
}
