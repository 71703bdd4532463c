import { doors } from './doors';
import type { PrivateDoor } from './privates';
import { bareInstance, fieldsOnto, openDoor } from './private-door';

interface RestoringDoor extends PrivateDoor { restoring?: { on: boolean } }

/** The door to a class's private fields, whether the class was made here from captured text, or is this thread's own. */
export function doorOf(owner: Function): PrivateDoor {
  return doors.get(owner) ?? openDoor(owner);
}

/**
 * An object that each of the classes, the base first, has given its private members, without a line of their
 * constructors run. A class without a base makes the object itself; the others take what their base hands them.
 */
export function brand(object: object, isOrdinary: boolean, classes: readonly Function[]): object {
  let branded = object;
  for (const owner of classes) {
    const isBase = Object.getPrototypeOf(owner) === Function.prototype && !/^class\s*[^{]*\bextends\b/.test(Function.prototype.toString.call(owner).slice(0, 200));
    if (isBase && !isOrdinary) throw new TypeError(`${owner.name}: its objects can't be made again.`);
    branded = isBase ? instance(owner) : onto(branded, owner);
  }
  return branded;
}

/** The class gives its members to an object that it takes for its base's. */
function onto(object: object, owner: Function): object {
  const base = Object.getPrototypeOf(owner) as object;
  function StubOfBase(): object { return object; }
  Object.setPrototypeOf(owner, StubOfBase);
  try {
    if (restoringOf(owner)) instance(owner);
    else fieldsOnto(object, owner, StubOfBase);
    return object;
  } finally {
    Object.setPrototypeOf(owner, base);
  }
}

function instance(owner: Function): object {
  const restoring = restoringOf(owner);
  if (!restoring) return bareInstance(owner);
  restoring.on = true;
  try {
    return Reflect.construct(owner, []) as object;
  } finally {
    restoring.on = false;
  }
}

function restoringOf(owner: Function): { on: boolean } | undefined {
  return (doors.get(owner) as RestoringDoor | undefined)?.restoring;
}
