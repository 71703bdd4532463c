const reasons = 'restart the kernel from the menu to start anew, or throw an error to end the cell';

/** Keeps a cell from ending the process that it shares with all other cells and with their variables. */
export function guardProcess(): void {
  const refuse = (name: string) => (): never => {
    throw new Error(`${name} is refused in a notebook: it would end the kernel and lose all variables; ${reasons}.`);
  };
  const guarded = process as unknown as Record<string, unknown>;
  guarded.exit = refuse('process.exit()');
  guarded.reallyExit = refuse('process.reallyExit()');
  guarded.abort = refuse('process.abort()');
  const kill = process.kill.bind(process);
  process.kill = (pid, signal) => {
    const own = pid === process.pid || pid === 0 || pid === -1;
    if (own && signal !== 0) refuse(`process.kill() of the kernel's own process`)();
    return kill(pid, signal);
  };
}
