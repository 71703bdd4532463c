import type { PrivateDoor } from './privates';

/** Classes that were made here from captured text have a door in them. */
export const doors = new WeakMap<Function, PrivateDoor>();
