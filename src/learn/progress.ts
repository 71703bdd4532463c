interface State {
  done: boolean;
  tries: number;
}

const states = new Map<string, State>();

/** Remembers how a check went. */
export function record(name: string, done: boolean): void {
  const before = states.get(name);
  states.set(name, { done, tries: done ? 0 : (before?.tries ?? 0) + 1 });
}

/** How often a check has been wrong since it was last right. */
export function triesOf(name: string): number {
  return states.get(name)?.tries ?? 0;
}

/** Whether a check was right when it was last run; undefined when it wasn't run. */
export function isDone(name: string): boolean | undefined {
  return states.get(name)?.done;
}
