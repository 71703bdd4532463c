import { MissingBlob } from './blob-store';
import type { Keys } from './keys';
import type { PacketPlace } from './packet-place';
import type { Redis } from './queue-library';
import { unseal } from './sealed';
import type { Signer } from './signature';
import { resultPurpose, type TaskResult } from './task';

/** A step of a reduction needs what failed; the client hears of that failure by itself. */
export const FAILED_INPUT = 'what it needs has failed';

/** Where the one result of a finished job lies. @throws MissingBlob when it is gone. */
export async function jobOutput({ redis, keys, signer }: { redis: Redis; keys: Keys; signer: Signer }, jobId: string): Promise<PacketPlace> {
  const sealed = await redis.getBuffer(keys.result(jobId));
  if (!sealed) throw new MissingBlob('The result of a job');
  const { outputs, failure } = unseal(signer, resultPurpose(keys, jobId), sealed) as TaskResult;
  if (failure || !outputs[0]) throw new Error(FAILED_INPUT);
  return outputs[0];
}
