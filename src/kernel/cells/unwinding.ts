interface AsyncWrap {
  readonly async_hook_fields: Uint32Array;
  readonly constants: { readonly kTotals: number; readonly kCheck: number };
  clearAsyncIdStack(): void;
}
const asyncWrap = internals();

/**
 * Ending an endless loop from outside skips the place where Node notes that an async call is over, and Node would then
 * end the process because its notes don't add up. These two switches turn that check off. They have to be set again
 * after somebody has turned an async hook on.
 */
export function tolerateTermination(): void {
  if (!asyncWrap) return;
  const { async_hook_fields: fields, constants } = asyncWrap;
  fields[constants.kTotals] = 0;
  fields[constants.kCheck] = 0;
}

/** Brings Node's notes in order after code was ended from outside. */
export function forgetTerminatedCalls(): void {
  asyncWrap?.clearAsyncIdStack();
}

/** Node's own interface for this; without it (some later version) an endless loop ends with the process. */
function internals(): AsyncWrap | undefined {
  const { emitWarning } = process;
  // Node warns that these are its own. They are: the tests of interrupts say on which versions they hold.
  process.emitWarning = () => undefined;
  try {
    return usable(() => (process as unknown as { binding(name: string): AsyncWrap }).binding('async_wrap'))
      ?? usable(() => (require('internal/test/binding') as { internalBinding(name: string): AsyncWrap }).internalBinding('async_wrap'));
  } finally {
    process.emitWarning = emitWarning;
  }
}

function usable(find: () => AsyncWrap): AsyncWrap | undefined {
  try {
    const found = find();
    return found.async_hook_fields && found.constants && typeof found.clearAsyncIdStack === 'function' ? found : undefined;
  } catch {
    return undefined;
  }
}
