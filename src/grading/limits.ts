/** What a submission may use. */
export const limits = {
  /** Resident memory of the process that holds its cells, with all that it starts. */
  memoryBytes: 1536 * 1024 * 1024,
  /** The same for a node of its pools. */
  nodeMemoryBytes: 512 * 1024 * 1024,
  /** What one process may allocate, as the system counts data. */
  dataBytes: 4 * 1024 * 1024 * 1024,
  /** Its processes and threads together. */
  tasks: 96,
  /** Files and sockets that one process may have open: what lies in a socket is nobody's memory. */
  files: 2048,
  /** The one folder that it may write to. */
  diskBytes: 64 * 1024 * 1024,
  /** Starting, before any of its own code runs. */
  startMs: 60_000,
  /** One cell. */
  cellMs: 10_000,
  /** All of its cells together. */
  cellsMs: 30_000,
  /** One call of one of its functions. */
  callMs: 5_000,
  /** The whole notebook, from the first cell to the last test. */
  notebookMs: 120_000,
  /** The judge's own process. Reached only when the limits above have failed. */
  judgeMs: 300_000,
  /** How often its process is started again after it died. */
  restarts: 3,
} as const;
