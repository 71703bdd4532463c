import { readFileSync, readdirSync } from 'node:fs';

export interface TreeUse {
  readonly bytes: number;
  readonly tasks: number;
}

/** Resident memory, and the number of threads, of a process and all that it started. Linux only; elsewhere 0. */
export function useOfTree(root: number): TreeUse {
  let bytes = 0;
  let tasks = 0;
  const visit = (pid: number): void => {
    bytes += residentBytes(pid);
    let threads: string[] = [];
    try {
      threads = readdirSync(`/proc/${pid}/task`);
    } catch {
      return;
    }
    tasks += threads.length;
    for (const thread of threads) for (const child of childrenOf(pid, thread)) visit(child);
  };
  visit(root);
  return { bytes, tasks };
}

function residentBytes(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096;
  } catch {
    return 0;
  }
}

function childrenOf(pid: number, thread: string): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
