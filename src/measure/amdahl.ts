import { fitLine } from './fit-line';

/** One measurement: how long a job took on so many workers. */
export interface WorkerTiming {
  readonly workers: number;
  readonly ms: number;
}

/** Amdahl's law, fitted: what share of the job is serial, and what follows from it. */
export interface AmdahlFit {
  /** The share of the one-worker time that more workers don't shorten: 0 … 1, but noise can push it just outside. */
  readonly serialShare: number;
  /** Its standard error; NaN when there are only two measurements. */
  readonly serialShareError: number;
  /** The fitted time on one worker, in ms. */
  readonly msOnOne: number;
  /** The speed-up that the law predicts for so many workers. */
  speedup(workers: number): number;
}

/**
 * The serial share of a job, estimated from times on different numbers of workers.
 *
 * Fits time = serial + parallel / workers by least squares over all measurements, repeated ones too: the more runs, the
 * smaller the error. Give only numbers of workers that have a core each; the law knows nothing of workers that take turns.
 *
 * Source: G. Amdahl, "Validity of the single processor approach …", 1967.
 *
 * @throws {RangeError} when all measurements have the same number of workers, or one is below 1
 * @example
 * fitAmdahl([{ workers: 1, ms: 100 }, { workers: 2, ms: 55 }]).serialShare // 0.1
 */
export function fitAmdahl(timings: readonly WorkerTiming[]): AmdahlFit {
  for (const { workers } of timings) {
    if (!(workers >= 1)) throw new RangeError(`fitAmdahl: workers must be at least 1; got ${workers}.`);
  }
  const line = fitLine(timings.map(({ workers }) => 1 / workers), timings.map(({ ms }) => ms));
  const serial = line.intercept;
  const parallel = line.slope;
  const msOnOne = serial + parallel;
  const serialShare = serial / msOnOne;
  // how far the errors of both terms move serial / (serial + parallel), to first order
  const variance =
    (parallel * line.interceptError) ** 2 + (serial * line.slopeError) ** 2 - 2 * serial * parallel * line.covariance;
  return {
    serialShare,
    serialShareError: Math.sqrt(Math.max(0, variance)) / msOnOne ** 2,
    msOnOne,
    speedup: (workers) => amdahlSpeedup(serialShare, workers),
  };
}

/**
 * The speed-up of a job of fixed size: 1 / (s + (1 − s) / n).
 *
 * @example
 * amdahlSpeedup(0.1, 10) // 5.26…
 */
export function amdahlSpeedup(serialShare: number, workers: number): number {
  return 1 / (serialShare + (1 - serialShare) / workers);
}

/**
 * The speed-up of a job that grows with the workers: s + (1 − s) · n. Here s is the serial share of the time on one worker.
 *
 * Source: J. Gustafson, "Reevaluating Amdahl's law", 1988.
 *
 * @example
 * gustafsonSpeedup(0.1, 10) // 9.1
 */
export function gustafsonSpeedup(serialShare: number, workers: number): number {
  return serialShare + (1 - serialShare) * workers;
}
