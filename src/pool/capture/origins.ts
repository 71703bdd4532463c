/**
 * Which function of another thread a function here was made from, so that a class's instances come home as instances
 * of the class they left with. Ids are unique in the world, and keep nothing alive.
 */
let here: string | undefined;
let count = 0;
const idOf = new WeakMap<Function, string>();
const functions = new Map<string, WeakRef<Function>>();
const lost = new FinalizationRegistry<string>((id) => functions.delete(id));

/** The id of a function: its origin's, when it was made from one. */
export function originId(f: Function): string {
  const known = idOf.get(f);
  if (known !== undefined) return known;
  here ??= `${process.pid.toString(36)}${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`;
  const id = `${here}:${count++}`;
  idOf.set(f, id);
  functions.set(id, new WeakRef(f));
  lost.register(f, id);
  return id;
}

/** Says that `f` was made here from the function of that id. */
export function setOrigin(f: Function, id: string): void {
  idOf.set(f, id);
}

/** Whether a function was made here from one that lives elsewhere, or from a copy that travelled. */
export function isMadeFromAnother(f: Function): boolean {
  const id = idOf.get(f);
  return id !== undefined && functions.get(id)?.deref() !== f;
}

/** The function of this thread that has the id. */
export function functionOf(id: string): Function | undefined {
  return functions.get(id)?.deref();
}
