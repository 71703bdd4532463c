/** What a parallel map costs: a price for each message, for each byte, for each step of work. */
export interface CostModel {
  /** The fixed price of one map, in ms. */
  readonly latencyMs: number;
  /** What one byte costs on its way to a worker, in ms. */
  readonly msPerByte: number;
  /** How many bytes an item has. */
  readonly bytesPerItem: number;
  /** How long one step of work takes, in ms. */
  readonly msPerStep: number;
  /** Workers that compute at the same time: at most the number of cores. */
  readonly nNodes: number;
}

/** The time in ms that one thread needs for so many items with so many steps each. */
export function serialMs({ msPerStep }: CostModel, items: number, stepsPerItem: number): number {
  return items * stepsPerItem * msPerStep;
}

/** The time in ms that the pool needs for them: the message, the bytes, and each worker's share of the steps. */
export function parallelMs(model: CostModel, items: number, stepsPerItem: number): number {
  return model.latencyMs + items * model.bytesPerItem * model.msPerByte + serialMs(model, items, stepsPerItem) / model.nNodes;
}

/**
 * How many steps of work an item needs, so that the pool is as fast as one thread. More work: the pool wins.
 *
 * Infinity with one node: then nothing is gained, however much the work.
 *
 * @example
 * const model = { latencyMs: 1, msPerByte: 0, bytesPerItem: 8, msPerStep: 0.001, nNodes: 2 };
 * breakEvenSteps(model, 1000) // 2
 */
export function breakEvenSteps(model: CostModel, items: number): number {
  const price = model.latencyMs / items + model.bytesPerItem * model.msPerByte;
  return price / (model.msPerStep * (1 - 1 / model.nNodes));
}
