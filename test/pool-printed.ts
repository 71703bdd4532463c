/** What `f` made this process print on stdout, of what matches; the test runner's own messages go their way. */
export async function printedBy(f: () => Promise<unknown>, isWanted: RegExp, note: (text: string) => void): Promise<void> {
  const write = process.stdout.write;
  process.stdout.write = function (this: typeof process.stdout, text: string | Uint8Array, ...rest: never[]) {
    if (typeof text !== 'string' || !isWanted.test(text)) return write.call(this, text, ...rest);
    note(text);
    return true;
  } as typeof write;
  try {
    await f();
  } finally {
    process.stdout.write = write;
  }
}
