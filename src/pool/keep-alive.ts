/** What `work` gives; until then the program doesn't end, even if nothing else would keep it alive. */
export async function keepAliveFor<T>(work: Promise<T> | undefined): Promise<T | undefined> {
  const alive = setInterval(() => {}, 1_000);
  try {
    return await work;
  } finally {
    clearInterval(alive);
  }
}
