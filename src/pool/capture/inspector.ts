import { Session } from 'node:inspector';

/**
 * V8's own view of this thread's objects, asked in process and answered at once. One session a thread, opened at the
 * first question; it keeps nothing alive, since every question ends with the release of what it named.
 */
let session: Session | undefined;
let holderId = '';

interface RemoteObject { objectId?: string; value?: unknown; unserializableValue?: string; type: string }
interface Property { name: string; value?: RemoteObject }
interface Properties { internalProperties?: Property[]; privateProperties?: Property[] }

/** The door between values here and names there: one object that both sides hold. */
const holder: { given: unknown; taken: unknown } = { given: undefined, taken: undefined };
const GROUP = 'capture';

function open(): Session {
  if (session) return session;
  session = new Session();
  session.connect();
  const door = Symbol.for('parallel.capture.holder');
  (globalThis as Record<symbol, unknown>)[door] = holder;
  try {
    const { result } = ask('Runtime.evaluate', { expression: `globalThis[Symbol.for('parallel.capture.holder')]` }) as { result: RemoteObject };
    holderId = result.objectId as string;
  } finally {
    delete (globalThis as Record<symbol, unknown>)[door];
  }
  return session;
}

/** Asks one question of the inspector's protocol, and gives its answer. */
export function ask(method: string, parameters: object = {}): unknown {
  let answer: unknown;
  let failure: Error | null = null;
  open().post(method, parameters as never, ((error: Error | null, result: unknown) => {
    failure = error;
    answer = result;
  }) as never);
  if (failure) throw new Error(`the inspector can't answer ${method}: ${(failure as Error).message ?? JSON.stringify(failure)}`);
  return answer;
}

/** Calls back with each event of that name while `work` runs. */
export function listening<T>(event: string, listener: (parameters: never) => void, work: () => T): T {
  const on = (message: { params: unknown }): void => listener(message.params as never);
  const asked = open();
  asked.on(event, on as never);
  try {
    return work();
  } finally {
    asked.off(event, on as never);
  }
}

/** Runs `look` with the properties that V8 keeps for a value beside its own; forgets the value afterwards. */
export function inspected<T>(value: object, look: (properties: Properties) => T): T {
  return withObjectId(value, (objectId) => look(ask('Runtime.getProperties', { objectId, ownProperties: true }) as Properties));
}

/** The values themselves that the inspector has names for. */
export function realValues(objects: readonly RemoteObject[]): unknown[] {
  const { taken } = (ask('Runtime.callFunctionOn', {
    functionDeclaration: 'function (...values) { this.taken = values }', objectId: holderId,
    arguments: objects.map((object) => object.objectId !== undefined ? { objectId: object.objectId }
      : object.unserializableValue !== undefined ? { unserializableValue: object.unserializableValue } : { value: object.value }),
  }), holder);
  holder.taken = undefined;
  return taken as unknown[];
}

/** The id by which the inspector knows a value, for as long as `use` runs. */
export function withObjectId<T>(value: object, use: (objectId: string) => T): T {
  open();
  holder.given = value;
  try {
    const { result } = ask('Runtime.callFunctionOn', {
      functionDeclaration: 'function () { return this.given }', objectId: holderId, objectGroup: GROUP,
    }) as { result: RemoteObject };
    return use(result.objectId as string);
  } finally {
    holder.given = undefined;
    ask('Runtime.releaseObjectGroup', { objectGroup: GROUP });
  }
}
