import { createHmac, timingSafeEqual } from 'node:crypto';

/** The name of the environment variable that holds the cluster's key. */
export const KEY_VARIABLE = 'PARALLEL_CLUSTER_KEY';

const SHORTEST_KEY = 16;

/** Signs what travels through the queue, and tells whether something was signed by the same key. */
export interface Signer {
  /** 32 bytes: HMAC-SHA256 of the text that says what it is for, and of the bytes. */
  sign(purpose: string, bytes: Uint8Array): Buffer;
  verify(purpose: string, bytes: Uint8Array, signature: Uint8Array): boolean;
}

/**
 * A signer with the cluster's key. Whoever knows the key may run code on every worker; whoever only reaches the Redis may not.
 *
 * @throws Error when the environment has no key, or a short one. There is no default key.
 */
export function clusterSigner(environment: NodeJS.ProcessEnv = process.env): Signer {
  const key = environment[KEY_VARIABLE];
  if (!key) {
    throw new Error(
      `${KEY_VARIABLE} isn't set. A cluster needs a key that its clients and workers share; make one with ` +
        "`node -p \"crypto.randomBytes(32).toString('hex')\"` and put it into the environment of both.",
    );
  }
  if (key.length < SHORTEST_KEY) {
    throw new Error(`${KEY_VARIABLE} has ${key.length} characters; it needs at least ${SHORTEST_KEY}.`);
  }
  const sign = (purpose: string, bytes: Uint8Array): Buffer =>
    createHmac('sha256', key).update(purpose).update('\0').update(bytes).digest();
  return {
    sign,
    verify: (purpose, bytes, signature) => signature.length === 32 && timingSafeEqual(sign(purpose, bytes), signature),
  };
}
