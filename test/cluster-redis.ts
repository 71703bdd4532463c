/** A bare connection to a test's Redis, for a look at what is in it. */
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

export interface BareRedis {
  keys(pattern: string): Promise<string[]>;
  disconnect(): void;
  info(section: string): Promise<string>;
  set(key: string, value: string | Buffer): Promise<unknown>;
  getBuffer(key: string): Promise<Buffer | null>;
}

export const clusterRequire = createRequire(resolve(import.meta.dirname, '../src/pool/cluster/package.json'));

export function openRedis(url: string): BareRedis {
  const { Redis } = clusterRequire('ioredis') as { Redis: new (url: string) => BareRedis };
  return new Redis(url);
}
