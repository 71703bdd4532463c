/**
 * The four words of state of a xoshiro128** generator for a seed, spread by splitmix32 so that seeds 1 and 2
 * have nothing in common. Source: D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators" (2021).
 */
export function seedState(seed: number): Uint32Array {
  const state = new Uint32Array(4);
  // Both halves of the double count, so that 0.5 and large seeds are seeds of their own.
  const halves = new Uint32Array(Float64Array.of(seed).buffer);
  let word = (halves[0] ?? 0) ^ Math.imul(halves[1] ?? 0, 0x85ebca6b);
  for (let index = 0; index < 4; index++) {
    word = (word + 0x9e3779b9) | 0;
    let mixed = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    state[index] = mixed ^ (mixed >>> 15);
  }
  return state;
}
