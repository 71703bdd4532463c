import assert from 'node:assert/strict';
import { Session } from 'node:inspector';
import { describe, test } from 'node:test';
import { deserialize, serialize, setFlagsFromString } from 'node:v8';
import vm from 'node:vm';
import { capture, packValue, revive, unpackValue } from 'parallel/dist/pool/capture/index.js';

setFlagsFromString('--expose-gc');
const gc = vm.runInNewContext('gc') as () => void;

/** The function as a worker would have it. */
async function travelled(f: Function): Promise<Function> {
  return await revive(deserialize(serialize(capture(f))) as ReturnType<typeof capture>);
}

describe('capture', () => {
  test('gives the same id for the same code, whatever the values', () => {
    let factor = 1;
    const times = (x: number) => x * factor;
    const before = capture(times);
    factor = 2;
    const after = capture(times);
    assert.equal(after.id, before.id);
    assert.notDeepEqual(after.values, before.values);
    assert.match(after.id, /^[0-9a-f]{64}$/);
  });

  test('asks for no list of all scripts when a script is registered', (t) => {
    const REGISTERED = Symbol.for('parallel.scripts');
    const text = '(function () { const factor = 3; return { member() {}, times: (x) => x * factor }; })()';
    const { member, times } = vm.runInThisContext(text) as { member: Function; times: Function };
    const world = globalThis as unknown as Record<symbol, unknown>;
    world[REGISTERED] = new Map([[member, { url: 'file:///registered.ts', text }]]);
    const post = t.mock.method(Session.prototype, 'post');
    try {
      assert.ok(capture(times).program.includes('file:///registered.ts'));
    } finally {
      delete world[REGISTERED];
    }
    assert.deepEqual(post.mock.calls.map((call) => call.arguments[0] as unknown).filter((method) => String(method).startsWith('Debugger.')), []);
  });

  test('gives another id for other code', () => {
    assert.notEqual(capture((x: number) => x + 1).id, capture((x: number) => x + 2).id);
  });

  test('names values of more than a megabyte, and not shared ones', () => {
    const small = [1], large = { rows: new Array<number>(200_000).fill(1) }, shared = new Float64Array(new SharedArrayBuffer(2_000_000));
    const { largeValues } = capture(() => [small, large, shared]);
    assert.deepEqual(largeValues.map(({ path }) => path), ['large']);
    assert.ok((largeValues[0]?.sizeBytes ?? 0) > 1e6);
  });

  test("gives a cell's name as a plain property, which V8 is fast with, and as an accessor only where its variable is used, too", () => {
    let total = 0;
    const list = new Float64Array(new SharedArrayBuffer(16));
    const exports = {
      get list() { return list; },
      get total() { return total; },
      set total(value: number) { total = value; },
      add: () => { total += 1; },
    };
    const world = globalThis as { __tslab__?: unknown };
    world.__tslab__ = { exports };
    try {
      const hasAccessor = (f: Function): boolean => capture(f).program.includes('"shape":"get"');
      assert.equal(hasAccessor(() => { exports.list[1] = 2; }), false);
      assert.equal(hasAccessor(() => { exports.total += 1; }), false);
      assert.equal(hasAccessor(() => { exports.add(); exports.total += 1; }), true);
    } finally {
      delete world.__tslab__;
    }
  });

  test('leaves the value that it looks at alone', () => {
    const rows = Object.freeze([Object.freeze({ n: 1 })]);
    const expression = /a/g;
    expression.lastIndex = 1;
    capture(() => [rows, expression]);
    assert.equal(expression.lastIndex, 1);
  });

  test('runs no getter', () => {
    let reads = 0;
    const meter = { get value() { return ++reads; } };
    capture(() => meter);
    assert.equal(reads, 0);
  });

  test('keeps nothing: 5,000 captures leave the heap as it was', async () => {
    const rows = new Array<number>(1000).fill(1);
    const maker = (n: number) => () => rows.length + n;
    const heapAfter = async (count: number): Promise<number> => {
      for (let n = 0; n < count; n++) {
        capture(maker(n));
        // What a weak reference was made to stays until the event loop's next turn.
        if (n % 50 === 0) await nextTurn();
      }
      for (let turns = 0; turns < 3; turns++) {
        gc();
        await nextTurn();
      }
      return process.memoryUsage().heapUsed;
    };
    const before = await heapAfter(2000);
    const after = await heapAfter(5000);
    assert.ok(after < before * 1.1, `${before} bytes before, ${after} after`);
  });

  test('says which name is not there yet', () => {
    const early = (): unknown => later;
    assert.throws(() => capture(early), /^ReferenceError: later can't be used yet/);
    const later = [1];
    assert.ok(capture(early), String(later));
  });

  test('says which native function it was given', () => {
    assert.throws(() => capture([].push.bind([])), /^TypeError: bound push can't travel to a worker: it is a bound function/);
  });
});

describe('revive', () => {
  test('keeps file and line in errors', async () => {
    const fails = () => { throw new Error('here'); };
    const expected = lineOf(fails);
    const actual = lineOf((await travelled(fails)) as () => void);
    assert.equal(actual, expected);
    assert.match(actual, /capture-border\.test\.ts:\d+/);
  });

  test('keeps sloppy functions sloppy, and strict ones strict', async () => {
    const sloppy = vm.runInThisContext('(function () { return this === globalThis; })') as () => boolean;
    const strict = vm.runInThisContext('(function () { "use strict"; return this === undefined; })') as () => boolean;
    assert.equal((await travelled(sloppy))(), true);
    assert.equal((await travelled(strict))(), true);
  });

  test('gives each revival variables of its own', async () => {
    let n = 0;
    const up = () => ++n;
    const captured = capture(up);
    const [a, b] = [await revive(captured), await revive(captured)];
    assert.deepEqual([a(), a(), b(), n], [1, 2, 1, 0]);
  });
});

describe('packValue', () => {
  test('gives plain data as it is', () => {
    for (const value of [1, 'a', null, undefined, 1n, [1, [2]], { a: { b: new Map([[1, new Set([2])]]) } }, new Date(), new Float64Array(3), /a/]) {
      assert.equal(packValue(value), value);
    }
  });

  test('brings home an instance as an instance of the class it left with', async () => {
    class Point {
      #x: number;
      constructor(x: number) { this.#x = x; }
      get x(): number { return this.#x; }
    }
    const made = (await travelled((x: number) => new Point(x)))(3) as Point;
    assert.ok(!(made instanceof Point));
    const home = unpackValue(deserialize(serialize(packValue(made)))) as Point;
    assert.ok(home instanceof Point);
    assert.equal(home.x, 3);
  });

  test('brings symbols, accessors, functions and errors across', () => {
    const value = { [Symbol.for('s')]: 1, get twice() { return 2; }, f: () => 3, error: new RangeError('far', { cause: 4 }), sparse: [, 1] };
    const back = unpackValue(deserialize(serialize(packValue(value)))) as typeof value;
    assert.deepEqual([back[Symbol.for('s') as never], back.twice, back.f(), back.error.name, back.error.cause, 0 in back.sparse], [1, 2, 3, 'RangeError', 4, false]);
  });

  test('names the part that can not travel', () => {
    assert.throws(() => packValue({ a: [new WeakMap()] }, undefined, 'item 3'), /^TypeError: item 3\.a\[0\] can't travel to a worker: it is a WeakMap/);
  });
});

function lineOf(f: () => void): string {
  try {
    f();
  } catch (error) {
    return /[^/\s(]*:\d+(?=:\d+)/.exec((error as Error).stack?.split('\n')[1] ?? '')?.[0] ?? '';
  }
  return '';
}

function nextTurn(): Promise<void> {
  return new Promise((done) => { setImmediate(done); });
}
