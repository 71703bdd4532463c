import type { LargeValue } from './captured';

let isGiven = false;

/** Says once a thread, on stdout, that a big captured value is copied to each worker on each map. */
export function hintAtSharing({ path, sizeBytes }: LargeValue): void {
  if (isGiven) return;
  isGiven = true;
  console.info(`Hint: ${path} (${(sizeBytes / 1e6).toFixed(1)} MB) is copied to every worker at each map. sharedArray(${path}) puts numbers into memory that all workers see without a copy.`);
}
