import type { Level } from './nodes';

/** The class or function whose `prototype` this object is. */
export function ownerOf(value: object): Function | undefined {
  const maker = Object.getOwnPropertyDescriptor(value, 'constructor')?.value as unknown;
  return typeof maker === 'function' && maker.prototype === value ? maker : undefined;
}

/** How far the object is closed to changes: 0 extensible, 1 not extensible, 2 sealed, 3 frozen. */
export function levelOf(value: object): Level {
  if (Object.isExtensible(value)) return 0;
  return Object.isFrozen(value) ? 3 : Object.isSealed(value) ? 2 : 1;
}
