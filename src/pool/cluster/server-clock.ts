import type { Redis } from './queue-library';

const SAMPLES = 5;

/**
 * What to add to this machine's clock to get the server's, in ms. The clocks of two machines differ; the server's is
 * the one that all of a cluster can read (Cristian 1989: of several questions, the one answered fastest is the best).
 */
export async function serverOffsetMs(redis: Redis): Promise<number> {
  let best = { roundTrip: Infinity, offset: 0 };
  for (let sample = 0; sample < SAMPLES; sample++) {
    const asked = nowMs();
    const [seconds, microseconds] = await redis.time();
    const answered = nowMs();
    const server = Number(seconds) * 1000 + Number(microseconds) / 1000;
    if (answered - asked < best.roundTrip) best = { roundTrip: answered - asked, offset: server - (asked + answered) / 2 };
  }
  return best.offset;
}

/** ms since the epoch, with fractions. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}
