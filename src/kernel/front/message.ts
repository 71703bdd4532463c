import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

const DELIMITER = Buffer.from('<IDS|MSG>');
export const PROTOCOL_VERSION = '5.3';
const session = randomUUID();

export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}
export type Content = Record<string, unknown>;

/** A message from a client. `identities` says where its reply must go. */
export interface Message {
  readonly identities: readonly Buffer[];
  readonly header: Header;
  readonly parent: Partial<Header>;
  readonly content: Content;
  readonly buffers: readonly Buffer[];
}

function sign(key: string, parts: readonly Buffer[]): Buffer {
  if (key === '') return Buffer.alloc(0);
  const hash = createHmac('sha256', key);
  for (const part of parts) hash.update(part);
  return Buffer.from(hash.digest('hex'));
}

/** @throws Error if it isn't a message of Jupyter's, or its signature is wrong: nothing of it is read before that. */
export function readMessage(key: string, parts: readonly Buffer[]): Message {
  const at = parts.findIndex((part) => part.equals(DELIMITER));
  if (at < 0 || parts.length < at + 6) throw new Error('not a message of the Jupyter protocol');
  const signature = parts[at + 1]!;
  const body = parts.slice(at + 2, at + 6);
  const expected = sign(key, body);
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) throw new Error('a message has a wrong signature');
  const [header, parent, , content] = body.map((part) => JSON.parse(part.toString()) as unknown);
  return {
    identities: parts.slice(0, at),
    header: header as Header,
    parent: parent as Partial<Header>,
    content: content as Content,
    buffers: parts.slice(at + 6),
  };
}

/** The parts of a message of ours that answers `parent`. */
export function writeMessage(key: string, type: string, content: Content, parent: Header | undefined, identities: readonly Buffer[]): Buffer[] {
  const header: Header = {
    msg_id: randomUUID(),
    msg_type: type,
    session,
    username: parent?.username ?? 'kernel',
    date: new Date().toISOString(),
    version: PROTOCOL_VERSION,
  };
  const body = [header, parent ?? {}, {}, content].map((part) => Buffer.from(JSON.stringify(part)));
  return [...identities, DELIMITER, sign(key, body), ...body];
}
