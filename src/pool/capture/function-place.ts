import { scriptOf, type Script } from './scripts';
import { surroundingOf, type SourcePlace, type Surrounding } from './scopes';
import { nativePathOf } from './natives';

const places = new WeakMap<Function, { place: SourcePlace | undefined; script: Script | undefined }>();

/** The scopes of a function as they are now, and where it was written. */
export function surroundingOfFunction(f: Function): Surrounding {
  const surrounding = surroundingOf(f);
  if (!places.has(f)) places.set(f, withScript(surrounding.place));
  return surrounding;
}

/** Where a function was written; it never changes. */
export function placeOf(f: Function): { place: SourcePlace | undefined; script: Script | undefined } {
  const known = places.get(f);
  if (known) return known;
  const found = withScript(surroundingOf(f).place);
  places.set(f, found);
  return found;
}

function withScript(place: SourcePlace | undefined): { place: SourcePlace | undefined; script: Script | undefined } {
  return { place, script: place && scriptOf(place.scriptId) };
}

/** Whether a function is part of Node itself, in C++ or in JavaScript. */
export function isInternal(f: Function): boolean {
  if (nativePathOf(f) || /\[native code\]\s*\}\s*$/.test(Function.prototype.toString.call(f))) return true;
  return placeOf(f).script?.url.startsWith('node:') ?? false;
}
