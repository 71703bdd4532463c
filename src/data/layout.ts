/** How distributeData deals items out: every nNodes-th one, or contiguous runs. */
export type Layout = 'strided' | 'block';

/** Where one part lies in its data: the items offset, offset + stride … , `length` of them. */
export interface PartPlace {
  readonly offset: number;
  readonly stride: number;
  readonly length: number;
}

/** The places of all parts: sizes differ by at most one, the longer ones first. */
export function partPlaces(length: number, nNodes: number, layout: Layout): PartPlace[] {
  const short = Math.floor(length / nNodes);
  const longer = length % nNodes;
  return Array.from({ length: nNodes }, (_, node) => ({
    offset: layout === 'strided' ? node : node * short + Math.min(node, longer),
    stride: layout === 'strided' ? nNodes : 1,
    length: short + (node < longer ? 1 : 0),
  }));
}
