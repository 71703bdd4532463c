export { createPool, type PoolOptions } from './pool/create-pool';
export type { Items, Pool } from './pool/pool';
export type { MapOptions } from './pool/map-options';
export { distributeData, type DistributeOptions } from './data/distribute-data';
export { isClose, type Comparable, type IsCloseOptions } from './data/is-close';
export { randn, type RandnOptions } from './data/randn';
export { sharedArray } from './data/shared-array';
export type { TaskSpan } from './measure/task-span';
