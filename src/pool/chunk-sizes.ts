/**
 * The sizes of the chunks for `count` items on nNodes nodes.
 *
 * A chunk size that is given holds for all chunks but the last. Otherwise chunks shrink from a quarter of a node's fair
 * share down to one item (guided self-scheduling, Polychronopoulos and Kuck 1987): large ones at first, since each chunk
 * costs a little; small ones at last, so that all nodes end together even where items differ. Up to 4 items a node, each
 * is a chunk of its own.
 */
export function chunkSizes(count: number, nNodes: number, chunkSize: number | undefined): number[] {
  const sizes: number[] = [];
  for (let left = count; left > 0; ) {
    const size = Math.min(left, chunkSize ?? Math.ceil(left / (4 * nNodes)));
    sizes.push(size);
    left -= size;
  }
  return sizes;
}
