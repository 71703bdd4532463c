import vm from 'node:vm';
import { ask, listening, withObjectId } from './inspector';

interface Stop { callFrames: { callFrameId: string; functionName: string }[] }

/** Long enough for a few questions to the debugger, short enough for a learner not to notice; longer when that was too short: on a busy machine a question can take 100 ms. */
const TIMES_MS = [16, 60, 250, 1_000, 4_000];
/** How much later than asked for the watching thread may come. */
const MARGIN_MS = 14;
const SLEEP = new Int32Array(new SharedArrayBuffer(4));
const RUN = 'runOnlyToBeStopped';
const DOOR = Symbol.for('parallel.capture.call');
const call = { run: (): unknown => undefined, taken: undefined as unknown };

/**
 * What `expression` is at the first line of `f`, which `run` calls and which doesn't come to run: V8's debugger stops
 * there, and then the run's time is over. Without an expression, `run` ends as soon as the call of `f`, and the making
 * of fields that follows it, are over, and the answer is true. Undefined when the line was not reached. Takes some 30 ms.
 */
export function atFirstLine(f: Function, run: () => unknown, expression: string | undefined): unknown {
  const scope = globalThis as Record<symbol, unknown>;
  call.run = Object.defineProperty(() => run(), 'name', { value: RUN });
  call.taken = undefined;
  scope[DOOR] = call;
  let end = 0;
  // A question that the end of the time cuts off would use that end up, and the function would go on for a bit.
  let latest = 0;
  const stopped = ({ callFrames }: Stop): void => {
    const [frame] = callFrames;
    // When the time was over too early, the debugger stops once more, outside.
    if (!frame || call.taken !== undefined || !callFrames.some(({ functionName }) => functionName === RUN)) return;
    const isOnTheWay = frame.functionName === f.name || frame.functionName === '<instance_members_initializer>';
    if (expression === undefined && isOnTheWay && performance.now() < latest) {
      ask('Debugger.stepOut');
      return;
    }
    if (expression === undefined) call.taken = isOnTheWay ? undefined : true;
    else if (performance.now() < latest) {
      ask('Debugger.evaluateOnCallFrame', {
        callFrameId: frame.callFrameId, expression: `globalThis[Symbol.for('parallel.capture.call')].taken = ${expression}`,
      });
    }
    // The script's time is over while it is stopped, so it ends here. Asleep, not awake: the thread that watches the
    // time may need this core.
    Atomics.wait(SLEEP, 0, 0, Math.max(1, end - performance.now()));
  };
  try {
    ask('Debugger.enable');
    const { breakpointId } = withObjectId(f, (objectId) => ask('Debugger.setBreakpointOnFunctionCall', { objectId })) as { breakpointId: string };
    for (const timeMs of TIMES_MS) {
      if (call.taken !== undefined) break;
      listening('Debugger.paused', stopped as never, () => {
        latest = performance.now() + timeMs / 2;
        end = performance.now() + timeMs + MARGIN_MS;
        try {
          vm.runInThisContext(`globalThis[Symbol.for('parallel.capture.call')].run()`, { timeout: timeMs });
        } catch (error) {
          const { code, message } = error as { code?: string; message?: string };
          // The first run was ended after it had made the fields, before the debugger could say so.
          if (expression === undefined && message?.startsWith('Cannot initialize #')) call.taken = true;
          else if (code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
        }
      });
    }
    ask('Debugger.removeBreakpoint', { breakpointId });
    return call.taken;
  } finally {
    ask('Debugger.disable');
    delete scope[DOOR];
    call.run = () => undefined;
    call.taken = undefined;
  }
}
