/** Spark's settings for a master: the caller's own over ours. */
export function settingsOf(master: string, config: Readonly<Record<string, string>>): Record<string, string> {
  const isHere = /^local(\[|-cluster\[|$)/.test(master);
  return {
    'spark.app.name': 'parallel',
    'spark.ui.enabled': 'false',
    'spark.ui.showConsoleProgress': 'false',
    'spark.log.level': 'ERROR',
    // A cancelled task's processes are killed at once; Spark's default waits 2 s, in case that they end by themselves.
    'spark.python.task.killTimeout': '10ms',
    'spark.rpc.message.maxSize': '512',
    ...(isHere ? { 'spark.driver.host': '127.0.0.1', 'spark.driver.bindAddress': '127.0.0.1' } : {}),
    ...config,
    'spark.master': withRetries(master),
  };
}

/** On one machine Spark gives up at the first lost process, unless the master says how often to try. */
function withRetries(master: string): string {
  const threads = /^local(?:\[([^,\]]+)\])?$/.exec(master);
  return threads ? `local[${threads[1] ?? 1},4]` : master;
}
