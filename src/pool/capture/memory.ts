/** What a map remembers under a key, made the youngest of its entries. */
export function recall<K, V>(memory: Map<K, V>, key: K): V | undefined {
  const value = memory.get(key);
  if (value === undefined) return undefined;
  memory.delete(key);
  memory.set(key, value);
  return value;
}

/** Keeps a value, and forgets the oldest ones beyond `limit`. Gives the value back. */
export function remember<K, V>(memory: Map<K, V>, key: K, value: V, limit: number): V {
  memory.set(key, value);
  for (const oldest of memory.keys()) {
    if (memory.size <= limit) break;
    memory.delete(oldest);
  }
  return value;
}
