import { deserialize, serialize } from 'node:v8';
import type { Signer } from './signature';


/**
 * `purpose` is part of what is signed: what was sealed as the result of one job can't pass as another job, and nothing
 * of one project's prefix passes in another's.
 */
export function seal(signer: Signer, purpose: string, value: unknown): Buffer {
  const bytes = serialize(value);
  return Buffer.concat([signer.sign(purpose, bytes), bytes]);
}

/** What was sealed. Nothing is read before the signature was found right. @throws Error when it wasn't. */
export function unseal(signer: Signer, purpose: string, sealed: Buffer): unknown {
  const bytes = sealed.subarray(32);
  if (!signer.verify(purpose, bytes, sealed.subarray(0, 32))) throw new NotSigned();
  return deserialize(bytes);
}

export class NotSigned extends Error {
  constructor() {
    super("not signed with this cluster's key");
  }
}
