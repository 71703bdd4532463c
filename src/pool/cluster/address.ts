import { readFileSync } from 'node:fs';

/** Where the cluster's Redis is, as ioredis wants it, and how to speak of it without its password. */
export interface Address {
  readonly connection: Readonly<Record<string, unknown>>;
  /** For messages and logs: never a user's password. */
  readonly shown: string;
  readonly isLoopback: boolean;
}

/**
 * Reads `redis://[user:password@]host[:port][/db]`, `rediss://…` (TLS) or `unix:///path/to/socket`.
 *
 * @throws Error for an address that can't be read, for redis:// without a password on any host but this one, and for a
 * file of authorities that isn't there.
 */
export function readAddress(url: string, caFile?: string): Address {
  const parsed = parse(url);
  if (parsed.protocol === 'unix:') {
    const path = decodeURIComponent(parsed.pathname);
    return { connection: { path, ...login(parsed) }, shown: `unix://${path}`, isLoopback: true };
  }
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  const port = Number(parsed.port || 6379);
  const shown = `${parsed.protocol}//${parsed.hostname}:${port}`;
  const isLoopback = /^(localhost|127(\.\d+){3}|::1)$/.test(host);
  const secure = parsed.protocol === 'rediss:';
  if (!secure && !isLoopback && !parsed.password) {
    throw new Error(
      `The cluster's address ${shown} has no password, and ${host} is another machine: anybody could read and feed the queue. ` +
        'Give Redis a password and put it into the address (redis://user:password@host), or use rediss://.',
    );
  }
  const db = Number(parsed.pathname.slice(1) || 0);
  const tls = secure ? { tls: { ...authorities(caFile), servername: /^[\d.:]+$/.test(host) ? undefined : host } } : {};
  return { connection: { host, port, db, ...login(parsed), ...tls }, shown, isLoopback };
}

function parse(url: string): URL {
  let parsed: URL | undefined;
  try {
    parsed = new URL(url);
  } catch {
    // The text isn't repeated: it may hold a password.
  }
  if (!parsed || !['redis:', 'rediss:', 'unix:'].includes(parsed.protocol) || (parsed.protocol !== 'unix:' && !parsed.hostname)) {
    throw new Error("The cluster's address must look like redis://user:password@host:6379, rediss://… (TLS) or unix:///path/to/socket.");
  }
  return parsed;
}

function login({ username, password }: URL): { username?: string; password?: string } {
  return {
    ...(username ? { username: decodeURIComponent(username) } : {}),
    ...(password ? { password: decodeURIComponent(password) } : {}),
  };
}

function authorities(caFile: string | undefined): { ca?: Buffer } {
  if (!caFile) return {};
  try {
    return { ca: readFileSync(caFile) };
  } catch (cause) {
    throw new Error(`The cluster's certificate authority can't be read from ${caFile}. Give the path of a PEM file that is there.`, { cause });
  }
}
