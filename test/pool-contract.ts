import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { createPool, distributeData, sharedArray, type Pool, type PoolOptions } from 'parallel';
import { printedBy } from './pool-printed';

export interface Contract {
  /** What it is called in the report. */
  readonly name: string;
  readonly nNodes: number;
  readonly options: PoolOptions;
  /** Whether nodes are other threads: endless loops can be stopped, and workers can die. */
  readonly hasWorkers: boolean;
  /** Whether nodes see this process's shared memory. */
  readonly hasSharedMemory: boolean;
}

class Shape {
  constructor(readonly side: number) {}
  area(): number {
    return this.side ** 2;
  }
}

class OutOfInk extends Error {
  override readonly name = 'OutOfInk';
  constructor(message: string, readonly pages: number, options?: ErrorOptions) {
    super(message, options);
  }
}

/** What every engine has to do. Each engine's own test file calls it. */
export function poolContract({ name, nNodes, options, hasWorkers, hasSharedMemory }: Contract): void {
  describe(`a pool of the ${name} engine`, () => {
    let pool: Pool;
    before(() => {
      pool = createPool(nNodes, options);
    });
    after(() => pool.close());

    test('map gives the results in the order of the items', async () => {
      assert.deepEqual(await pool.map((x) => x * x, [1, 2, 3, 4, 5, 6]), [1, 4, 9, 16, 25, 36]);
    });
    test('map gives [] for [], for an empty typed array and for an empty iterable', async () => {
      assert.deepEqual(await pool.map((x) => x, []), []);
      assert.deepEqual(await pool.map((x) => x, new Float64Array(0)), []);
      assert.deepEqual(await pool.map((x) => x, new Set()), []);
    });
    test('map calls f(item, index)', async () => {
      assert.deepEqual(await pool.map((x, index) => [x, index], ['a', 'b', 'c']), [['a', 0], ['b', 1], ['c', 2]]);
    });
    test('map awaits an async f, also one that is async for some items only', async () => {
      const f = (x: number): number | Promise<number> => (x % 2 ? new Promise((resolve) => setTimeout(resolve, 2, x)) : x);
      assert.deepEqual(await pool.map(f, [1, 2, 3, 4], { chunkSize: 4 }), [1, 2, 3, 4]);
    });
    test('map takes iterables, async iterables, typed arrays, strings, and lists with holes', async () => {
      async function* letters(): AsyncGenerator<string> {
        yield* ['a', 'b'];
      }
      assert.deepEqual(await pool.map((x) => x + 1, new Set([1, 2])), [2, 3]);
      assert.deepEqual(await pool.map((x) => x + x, letters()), ['aa', 'bb']);
      assert.deepEqual(await pool.map((x) => x + 1, Int16Array.of(1, -2)), [2, -1]);
      assert.deepEqual(await pool.map((x) => x + 1n, BigInt64Array.of(1n, -2n)), [2n, -1n]);
      assert.deepEqual(await pool.map((x) => x, 'héé'), ['h', 'é', 'é']);
      // eslint-disable-next-line no-sparse-arrays
      assert.deepEqual(await pool.map((x) => x === undefined, [1, , 3]), [false, true, false]);
      assert.deepEqual(await pool.map((x) => x, { length: 2, 0: 'a', 1: 'b' }), ['a', 'b']);
    });
    test('map equals the sequential map, for any data, any number of items and any chunk size', async () => {
      const item = fc.oneof(fc.double(), fc.string(), fc.boolean(), fc.constant(null), fc.constant(undefined), fc.array(fc.integer()), fc.record({ a: fc.bigInt(), b: fc.date({ noInvalidDate: true }) }));
      const property = fc.asyncProperty(fc.array(item, { maxLength: 60 }), fc.option(fc.integer({ min: 1, max: 70 }), { nil: undefined }), async (items, chunkSize) => {
        const f = (x: unknown, index: number): unknown => [typeof x, x, index];
        assert.deepEqual(await pool.map(f, items, chunkSize === undefined ? {} : { chunkSize }), items.map(f));
      });
      await fc.assert(property, { numRuns: 60, seed: 1 });
    });
    test('map leaves the items as they were', async () => {
      const items = [{ list: [3, 1, 2] }, { list: [2, 1] }];
      const bytes = new Float64Array(10_000).fill(7);
      await pool.map((x) => x.list.sort(), items);
      await pool.map((x) => x.fill(0), [bytes]);
      assert.deepEqual(items, [{ list: [3, 1, 2] }, { list: [2, 1] }]);
      assert.equal(bytes.length, 10_000);
      assert.equal(bytes[9_999], 7);
    });
    test('map gives typed arrays, Map, Set, Date, cycles, −0 and NaN back as they are', async () => {
      const ring: { self?: unknown } = {};
      ring.self = ring;
      const items = [new Float32Array([1, 2]), new Map([[1, new Set(['x'])]]), new Date(5), [-0, NaN, Infinity], ring, new Float64Array(50_000).fill(2)];
      assert.deepEqual(await pool.map((x) => x, items), items);
      assert.ok(Object.is((await pool.map((x) => x, [-0]))[0], -0));
      assert.deepEqual(await pool.map((x) => x, [Array.from({ length: 1000 }, (_, i) => i / 2)]), [Array.from({ length: 1000 }, (_, i) => i / 2)]);
    });
    test('map brings class instances back as instances', async () => {
      const shapes = await pool.map((shape) => new Shape(shape.area()), [new Shape(2), new Shape(3)]);
      assert.ok(shapes.every((shape) => shape instanceof Shape));
      assert.deepEqual(shapes.map((shape) => shape.side), [4, 9]);
    });
    test('map gives item i to node i, when there are as many items as nodes', async () => {
      const before = pool.timeline().length;
      await pool.map((x) => x, Array.from({ length: nNodes }, (_, i) => `part ${i}`));
      const spans = pool.timeline().slice(before);
      assert.deepEqual(spans.map(({ node, task, items }) => [node, task, items]).sort(), Array.from({ length: nNodes }, (_, i) => [i, i, 1]));
    });
    test('map changes the worker’s copy of a captured variable only', async () => {
      let count = 0;
      await pool.map(() => ++count, [1, 2, 3]);
      assert.equal(count, 0);
    });
    test('apply gives f(...args)', async () => {
      assert.equal(await pool.apply((a, b) => a + b, 1, 2), 3);
      assert.equal(await pool.apply(async () => undefined), undefined);
      assert.deepEqual(await pool.apply((shape: Shape) => shape.area(), new Shape(3)), 9);
    });
    test('imap gives results in order, and takes no more items than it needs', async () => {
      let taken = 0;
      let isTidied = false;
      function* endless(): Generator<number> {
        try {
          for (;;) yield taken++;
        } finally {
          isTidied = true;
        }
      }
      const seen: number[] = [];
      for await (const square of pool.imap((x) => x * x, endless())) {
        seen.push(square);
        assert.ok(taken <= seen.length + 2 * nNodes, `${taken} items taken for ${seen.length} results`);
        if (seen.length === 20) break;
      }
      assert.deepEqual(seen, Array.from({ length: 20 }, (_, i) => i * i));
      assert.ok(isTidied);
      assert.deepEqual(await pool.map((x) => x, [1]), [1]);
    });
    test('imap gives the results before a failing item, then its error', async () => {
      const seen: number[] = [];
      const read = async (): Promise<void> => {
        for await (const x of pool.imap((x) => { if (x === 3) throw new RangeError('three'); return x; }, [0, 1, 2, 3, 4, 5])) seen.push(x);
      };
      await assert.rejects(read, { name: 'RangeError', message: 'three', item: 3 });
      assert.deepEqual(seen, [0, 1, 2]);
    });
    test('imap passes on an error of the items themselves', async () => {
      function* broken(): Generator<number> {
        yield 1;
        throw new Error('no more');
      }
      await assert.rejects(async () => { for await (const x of pool.imap((x) => x, broken())) assert.equal(x, 1); }, { message: 'no more' });
    });
    test('an error keeps its name, message, cause, own fields and class, and says item and node', async () => {
      const f = (x: number): number => {
        if (x === 3) throw new OutOfInk('empty', 7, { cause: new TypeError('why') });
        return x;
      };
      const error = await pool.map(f, [1, 2, 3, 4]).then(() => assert.fail('no error'), (reason: unknown) => reason);
      assert.ok(error instanceof OutOfInk);
      assert.equal(error.message, 'empty');
      assert.equal(error.pages, 7);
      assert.ok(error.cause instanceof TypeError);
      const { item, node } = error as unknown as { item: number; node: number };
      assert.equal(item, 2);
      assert.ok(node >= 0 && node < nNodes);
      assert.match(error.stack ?? '', /^OutOfInk: empty\n[\s\S]*at item 2 of the map, on node \d+$/);
      assert.doesNotMatch(error.stack ?? '', /run-items|piscina|src\/dist\/pool/);
    });
    for (const [text, value] of [['undefined', undefined], ['null', null], ['a string', 'oh'], ['an object', { code: 1 }]] as const) {
      test(`throwing ${text} rejects with it`, async () => {
        const caught = await pool.map((x) => { throw x; }, [value]).then(() => 'nothing', (reason: unknown) => [reason]);
        assert.deepEqual(caught, [value]);
      });
    }
    test('a result that cannot travel is an error that says so, and so is an item', async () => {
      await assert.rejects(pool.map(() => new WeakMap(), [1]), { name: 'TypeError', message: /result.*WeakMap/ });
      await assert.rejects(pool.map((x) => x, [1, new WeakMap()]), { name: 'TypeError', message: /items\[1\].*WeakMap/ });
    });
    test('a task that uses its own pool is refused before it runs', async () => {
      await assert.rejects(pool.map((x) => pool.map((y) => y, [x]), [1]), { name: 'TypeError', message: /pool can't travel.*second step/ });
    });
    test('wrong arguments are errors that name the argument, the rule and the value', async () => {
      const map = pool.map.bind(pool) as (...args: unknown[]) => Promise<unknown>;
      const f = (x: unknown): unknown => x;
      await assert.rejects(map(f, 5), { name: 'TypeError', message: /items must be .*; got the number 5/ });
      await assert.rejects(map('f', []), { name: 'TypeError', message: /f must be a function; got "f"\. Give the function itself/ });
      await assert.rejects(map([1], []), { name: 'TypeError', message: /got an array\. The function comes first/ });
      await assert.rejects(map(f, [], { chunkSize: 0 }), { name: 'RangeError', message: /chunkSize must be .*; got 0/ });
      await assert.rejects(map(f, [], { chunkSize: '2' }), { name: 'TypeError', message: /chunkSize must be .*; got "2"/ });
      await assert.rejects(map(f, [], { timeoutMs: -1 }), { name: 'RangeError', message: /timeoutMs must be .*; got -1/ });
      await assert.rejects(map(f, [], { signal: 1 }), { name: 'TypeError', message: /signal must be .*; got the number 1/ });
      await assert.rejects(map(f, [], { chunksize: 1 }), { name: 'TypeError', message: /no option "chunksize"/ });
      assert.throws(() => pool.imap(f, [], { chunkSize: 0.5 }), { name: 'RangeError', message: /pool.imap: chunkSize/ });
    });
    test('an error of a call shows where the caller is, and nothing of the pool itself', async () => {
      const map = pool.map.bind(pool) as (...args: unknown[]) => Promise<unknown>;
      const weak = new WeakMap();
      for (const args of [[5, []], [(x: unknown) => x, 5], [(x: unknown) => x, [], { chunkSize: 0 }], [() => weak, [1]], [(x: unknown) => x, [weak]]]) {
        const error = await map(...args).then(() => assert.fail('no error'), (reason: unknown) => reason as Error);
        assert.match(error.stack ?? '', /pool-contract/);
        assert.doesNotMatch(error.stack ?? '', /dist\/pool|piscina|node:internal/);
      }
    });
    test('an aborted signal rejects with its reason, before and during the run', async () => {
      const reason = new Error('enough');
      await assert.rejects(pool.map((x) => x, [1], { signal: AbortSignal.abort(reason) }), reason);
      const controller = new AbortController();
      const running = pool.map(() => new Promise((resolve) => setTimeout(resolve, 10)), Array.from({ length: 1000 }), { signal: controller.signal });
      setTimeout(() => controller.abort(reason), 30);
      await assert.rejects(running, reason);
      assert.deepEqual(await pool.map((x) => x, [1]), [1]);
    });
    test('timeoutMs rejects with a TimeoutError that says what to do, and the pool can be used again', async () => {
      const running = pool.map(() => new Promise((resolve) => setTimeout(resolve, 10)), Array.from({ length: 1000 }), { timeoutMs: 40 });
      await assert.rejects(running, { name: 'TimeoutError', message: /40 ms.*more time/ });
      assert.deepEqual(await pool.map((x) => x, [1]), [1]);
    });
    test('SIGINT stops the run with an InterruptError, and leaves no listener behind', async () => {
      const listeners = process.listenerCount('SIGINT');
      const other = (): void => {};
      process.on('SIGINT', other);
      const running = pool.map(() => new Promise((resolve) => setTimeout(resolve, 10)), Array.from({ length: 1000 }));
      setTimeout(() => process.emit('SIGINT'), 30);
      await assert.rejects(running, { name: 'InterruptError', message: 'interrupted' });
      process.removeListener('SIGINT', other);
      assert.equal(process.listenerCount('SIGINT'), listeners);
      assert.deepEqual(await pool.map((x) => x, [1]), [1]);
    });
    test('what tasks print appears before the map is done, in order', async () => {
      let seen = '';
      const f = (x: number): void => { console.log('one', x); process.stdout.write(`two ${x}\n`); };
      await printedBy(() => pool.map(f, [7]), /^(one|two) 7\n/, (text) => (seen += text));
      assert.equal(seen, 'one 7\ntwo 7\n');
    });
    test('several maps at a time each get their own results', async () => {
      const all = await Promise.all(Array.from({ length: 8 }, (_, k) => pool.map((x) => x * k, [1, 2, 3])));
      assert.deepEqual(all, Array.from({ length: 8 }, (_, k) => [k, 2 * k, 3 * k]));
    });
    test('timeline gives a span a chunk, with times in order and items that add up', async () => {
      const before = pool.timeline().length;
      await pool.map((x) => x, Array.from({ length: 100 }, (_, i) => i));
      const spans = pool.timeline().slice(before);
      assert.equal(spans.reduce((sum, { items }) => sum + items, 0), 100);
      assert.equal(new Set(spans.map(({ map }) => map)).size, 1);
      for (const { submitted, started, finished, received, ok, node, bytesIn } of spans) {
        assert.ok(ok && node >= 0 && node < nNodes && bytesIn > 0);
        assert.ok(submitted <= started && started <= finished && finished <= received);
      }
    });
    test('parts of a shared array keep their kind', async () => {
      const numbers = sharedArray([1, 2, 3, 4, 5]);
      const sum = (part: Iterable<number>): number => { let total = 0; for (const x of part) total += x; return total; };
      assert.deepEqual(await pool.map(sum, distributeData(numbers, 2)), [9, 6]);
      assert.deepEqual(await pool.map(sum, distributeData(numbers, 2, { layout: 'block' })), [6, 9]);
      if (!hasSharedMemory) return;
      await pool.map((part, i) => { for (let k = 0; k < part.length; k++) part[k] = 10 * i + k; }, distributeData(numbers, 2));
      assert.deepEqual([...numbers], [0, 10, 1, 11, 2]);
    });
    if (hasSharedMemory) {
      test('bare shared memory is shared, in an item or within one, in few chunks or many', async () => {
        const buffer = new SharedArrayBuffer(8);
        const count = (item: { buffer: SharedArrayBuffer }): number => Atomics.add(new Int32Array(item.buffer), 0, 1);
        await pool.map((bare) => { new Int32Array(bare)[1] = 5; }, [buffer]);
        await pool.map(count, [{ buffer }]);
        await pool.map(count, Array.from({ length: 40 }, () => ({ buffer })));
        assert.deepEqual([...new Int32Array(buffer)], [41, 5]);
        const [back] = await pool.map((item) => item, [{ buffer }]);
        new Int32Array(back!.buffer)[0] = 7;
        assert.equal(new Int32Array(buffer)[0], 7);
      });
    }
    if (hasWorkers) {
      test('an endless loop is stopped by timeoutMs', async () => {
        await assert.rejects(pool.map(() => { for (;;); }, [1, 2, 3], { timeoutMs: 50 }), { name: 'TimeoutError' });
        assert.deepEqual(await pool.map((x) => x, [1, 2]), [1, 2]);
      });
      test('a task that ends its worker is an error that says so, and the worker is replaced', async () => {
        await assert.rejects(pool.map((x) => { if (x === 2) process.exit(3); return x; }, [1, 2, 3]), { name: 'WorkerLostError', item: 1, message: /process\.exit\(3\)/ });
        assert.deepEqual(await pool.map((x) => x, [1, 2, 3, 4]), [1, 2, 3, 4]);
      });
      test('a task can not make a pool of its own', async () => {
        await assert.rejects(pool.apply(() => (createPool(2), 1)), { message: /a task can't have a pool of its own/ });
      });
    }
  });

  describe(`a closed pool of the ${name} engine`, () => {
    test('says so when it is used, and can be closed again', async () => {
      const pool = createPool(1, options);
      await pool.close();
      await pool.close();
      await pool[Symbol.asyncDispose]();
      await assert.rejects(pool.map((x) => x, [1]), { message: /pool is closed.*createPool/ });
      await assert.rejects(pool.apply(() => 1), { message: /pool is closed/ });
      await assert.rejects(pool.ready(), { message: /pool is closed.*createPool/ });
      assert.throws(() => pool.imap((x) => x, [1]), { message: /pool is closed/ });
    });
    test('has cancelled what was running', async () => {
      const pool = createPool(1, options);
      const running = pool.map(() => new Promise((resolve) => setTimeout(resolve, 10)), Array.from({ length: 1000 }));
      const isRejected = assert.rejects(running, { message: /closed while this was running/ });
      await pool.close();
      await isRejected;
    });
  });
}
