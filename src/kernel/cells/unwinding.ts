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
  const { noDeprecation } = process;
  process.noDeprecation = true;
  try {
    const { binding } = process as unknown as { binding(name: string): AsyncWrap };
    const found = binding.call(process, 'async_wrap');
    return found.async_hook_fields && found.constants && typeof found.clearAsyncIdStack === 'function' ? found : undefined;
  } catch {
    return undefined;
  } finally {
    if (noDeprecation === undefined) delete process.noDeprecation;
    else process.noDeprecation = noDeprecation;
  }
}
