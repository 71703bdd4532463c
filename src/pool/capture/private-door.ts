import vm from 'node:vm';
import { analyse } from './analyse';
import { ask, listening, withObjectId } from './inspector';
import type { PrivateDoor } from './privates';

const opened = new WeakMap<Function, PrivateDoor>();
const call = { owner: undefined as Function | undefined, run: (): unknown => undefined, taken: undefined as unknown };
const RUN = 'runOnlyToBeStopped';
const DOOR = Symbol.for('parallel.capture.call');

/**
 * A way into the private fields of a class that is this thread's own, whose text can't be changed any more: the debugger
 * stops at the first line of one of its functions, code is run there that sees the private names, and the function is
 * ended before it does anything. Once a class; a few ms.
 */
export function openDoor(owner: Function): PrivateDoor {
  const known = opened.get(owner);
  if (known) return known;
  const fields = analyse(Function.prototype.toString.call(owner)).classShape?.privateFields ?? [];
  const reads = fields.map((name) => `o.#${name}`).join(', ');
  const writes = fields.map((name, index) => `o.#${name} = v[${index}];`).join(' ');
  const entry = entryOf(owner);
  const access = fields.length === 0 || !entry ? { read: () => [], write: () => undefined }
    : atFirstLine(owner, entry, () => enter(owner, entry), `({ read: (o) => [${reads}], write: (o, v) => { ${writes} } })`) as Pick<PrivateDoor, 'read' | 'write'>;
  const door: PrivateDoor = { isBranding: true, fields, read: access.read, write: access.write, readStatic: () => [], writeStatic: () => undefined };
  opened.set(owner, door);
  return door;
}

/** An object of a class without a base, whose fields are there, and whose constructor did nothing. */
export function bareInstance(owner: Function): object {
  return harmlessInstance(owner) ?? atFirstLine(owner, owner, () => Reflect.construct(owner, []), 'this') as object;
}

/** Gives `object` the fields of a class whose base, for now, is `stub`, which hands it over; the constructor does nothing else. */
export function fieldsOnto(object: object, owner: Function, stub: Function): void {
  if (!harmlessInstance(owner)) atFirstLine(owner, stub, () => Reflect.construct(owner, ANYTHING), undefined);
}

/** What a constructor makes that only fills its object; undefined for any other. */
function harmlessInstance(owner: Function): object | undefined {
  const { classShape } = analyse(Function.prototype.toString.call(owner));
  if (classShape?.constructorBody && (!classShape.constructorBody.isHarmless || hasSetters(owner))) return undefined;
  try {
    return Reflect.construct(owner, []) as object;
  } catch {
    return undefined;
  }
}

function hasSetters(owner: Function): boolean {
  return Object.values(Object.getOwnPropertyDescriptors(owner.prototype as object)).some((property) => property.set);
}

function entryOf(owner: Function): Function | undefined {
  if (analyse(Function.prototype.toString.call(owner)).classShape?.constructorBody) return owner;
  for (const holder of [owner.prototype as object, owner]) {
    for (const key of Reflect.ownKeys(holder)) {
      if (key === 'constructor') continue;
      const property = Object.getOwnPropertyDescriptor(holder, key);
      const f = (property?.get ?? property?.set ?? property?.value) as unknown;
      if (typeof f === 'function' && Function.prototype.toString.call(owner).includes(Function.prototype.toString.call(f))) return f;
    }
  }
  return undefined;
}

function enter(owner: Function, entry: Function): unknown {
  return entry === owner ? Reflect.construct(owner, []) : Reflect.apply(entry, undefined, []);
}

function unreachable(name: string, cause: unknown): TypeError {
  return new TypeError(`a ${name} can't be made again here: its private fields can't be reached. Return its data instead, as a plain object.`, { cause });
}

interface Stop { callFrames: { callFrameId: string; functionName: string }[] }

/** Long enough for a few questions to the debugger, short enough for a learner not to notice; longer when that was too short. */
const TIMES_MS = [5, 20, 60];

/** An argument for constructors that want to look into theirs: it has every property, and can be called. */
const anything: unknown = new Proxy(function () { /* empty */ }, {
  get: (_target, key) => key === Symbol.toPrimitive ? () => 0 : key === Symbol.iterator ? () => [].values() : anything,
  apply: () => anything, construct: () => anything as object,
});
const ANYTHING = Array.from({ length: 8 }, () => anything);

/**
 * What `expression` is at the first line of `f`, which `run` calls and which doesn't come to run. Without an expression,
 * `run` ends as soon as the call of `f`, and the making of fields that follows it, are over.
 */
function atFirstLine(owner: Function, f: Function, run: () => unknown, expression: string | undefined): unknown {
  const scope = globalThis as Record<symbol, unknown>;
  call.run = Object.defineProperty(() => run(), 'name', { value: RUN });
  call.owner = owner;
  call.taken = undefined;
  scope[DOOR] = call;
  let isDone = false;
  let end = 0;
  const stopped = ({ callFrames }: Stop): void => {
    const [frame] = callFrames;
    // When the time was over too early, the debugger stops once more, outside.
    if (!frame || isDone || !callFrames.some(({ functionName }) => functionName === RUN)) return;
    if (expression === undefined && (frame.functionName === f.name || frame.functionName === '<instance_members_initializer>')) {
      ask('Debugger.stepOut');
      return;
    }
    if (expression === undefined) isDone = true;
    else {
      ask('Debugger.evaluateOnCallFrame', {
        callFrameId: frame.callFrameId, expression: `globalThis[Symbol.for('parallel.capture.call')].taken = ${expression}`,
      });
    }
    isDone ||= call.taken !== undefined;
    // The script's time is over while it is stopped, so it ends here.
    while (performance.now() < end);
  };
  try {
    ask('Debugger.enable');
    const { breakpointId } = withObjectId(f, (objectId) => ask('Debugger.setBreakpointOnFunctionCall', { objectId })) as { breakpointId: string };
    for (const timeMs of TIMES_MS) {
      if (isDone) break;
      listening('Debugger.paused', stopped as never, () => {
        end = performance.now() + timeMs + 1;
        try {
          vm.runInThisContext(`globalThis[Symbol.for('parallel.capture.call')].run()`, { timeout: timeMs });
        } catch (error) {
          if ((error as { code?: string }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw unreachable(call.owner?.name ?? '', error);
        }
      });
    }
    ask('Debugger.removeBreakpoint', { breakpointId });
    if (!isDone) throw unreachable(call.owner?.name ?? '', undefined);
    return call.taken;
  } finally {
    ask('Debugger.disable');
    delete scope[DOOR];
    call.run = () => undefined;
    call.taken = undefined;
  }
}
