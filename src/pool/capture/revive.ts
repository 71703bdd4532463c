import type { CapturedFunction } from './captured';
import { Decoder } from './decode';
import { loadModules } from './load-modules';
import { functionOf } from './origins';

/** What came to life with a revived function, by the origin's id. */
const companions = new WeakMap<Function, ReadonlyMap<string, Function>>();

/** The function that was captured. Gives a promise when ES modules have to be loaded first: always await it. */
export function revive(captured: Pick<CapturedFunction, 'id' | 'program' | 'values'>): Function | Promise<Function> {
  const loading = loadModules(captured.values);
  return loading ? loading.then(() => bringToLife(captured)) : bringToLife(captured);
}

function bringToLife({ id, program, values }: Pick<CapturedFunction, 'id' | 'program' | 'values'>): Function {
  const decoder = new Decoder(values, id, program, functionOf);
  const f = decoder.decode(values) as Function;
  companions.set(f, decoder.functions);
  return f;
}

/** The function with that id that came to life together with `f`. */
export function companionOf(f: Function, id: string): Function | undefined {
  return companions.get(f)?.get(id);
}
