/**
 * What a thousand workers cost their Redis: a thousand of BullMQ's workers in this process, each with the connections of a
 * parallel-worker, whose tasks do nothing. `node --import tsx bench/cluster-thousand.ts [workers]`
 */
import { Hosts } from '../test/cluster-hosts';
import { clusterRequire, openRedis } from '../test/cluster-redis';

interface Part { close(force?: boolean): Promise<void>; on(event: string, listener: (error: Error) => void): void; waitUntilReady(): Promise<unknown> }
const { Queue, Worker } = clusterRequire('bullmq') as {
  Queue: new (name: string, options: object) => Part & { addBulk(jobs: object[]): Promise<unknown>; getJobCountByTypes(...types: string[]): Promise<number> };
  Worker: new (name: string, processor: () => Promise<void>, options: object) => Part;
};

const count = Number(process.argv[2] ?? 1000);
const tasks = 10_000;
const hosts = new Hosts();
const sleep = (ms: number): Promise<void> => new Promise((go) => setTimeout(go, ms));

try {
  await hosts.redis(['--maxclients', '10000']);
  const redis = openRedis(hosts.url);
  const look = async (): Promise<{ memoryMB: number; clients: number; cpuS: number }> => {
    const info = `${await redis.info('memory')}${await redis.info('clients')}${await redis.info('cpu')}`;
    const read = (field: string): number => Number(new RegExp(`^${field}:([\\d.]+)`, 'm').exec(info)?.[1]);
    return { memoryMB: read('used_memory') / 1e6, clients: read('connected_clients'), cpuS: read('used_cpu_sys') + read('used_cpu_user') };
  };
  const connection = { host: '127.0.0.1', port: hosts.port };
  const empty = await look();
  const workers = Array.from({ length: count }, () => new Worker('tasks', async () => {}, { connection, prefix: 'parallel', lockDuration: 10_000, stalledInterval: 5_000 }));
  for (const worker of workers) worker.on('error', () => {});
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  const idleFrom = await look();
  await sleep(5_000);
  const idle = await look();
  console.log(`${count} workers: ${idle.clients} connections, ${(idle.memoryMB - empty.memoryMB).toFixed(0)} MB of the server's memory, ${(((idle.cpuS - idleFrom.cpuS) / 5) * 100).toFixed(0)} % of one core when idle`);
  const queue = new Queue('tasks', { connection, prefix: 'parallel' });
  const start = performance.now();
  for (let from = 0; from < tasks; from += 1000) {
    await queue.addBulk(Array.from({ length: 1000 }, (_, i) => ({ name: 'task', data: 'x'.repeat(400), opts: { jobId: `job-${from + i}`, removeOnComplete: true } })));
  }
  while ((await queue.getJobCountByTypes('waiting', 'active')) > 0) await sleep(20);
  const seconds = (performance.now() - start) / 1000;
  const busy = await look();
  console.log(`${tasks} tasks in ${seconds.toFixed(1)} s: ${(tasks / seconds).toFixed(0)} a second; the server used ${((busy.cpuS - idle.cpuS) / seconds * 100).toFixed(0)} % of one core, ${busy.memoryMB.toFixed(0)} MB`);
  await queue.close();
  redis.disconnect();
} finally {
  await hosts.end();
  process.exit();
}
