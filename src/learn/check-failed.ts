/** What check throws after it has shown what is wrong: a short error, without a stack of ours. */
export class CheckFailed extends Error {
  override readonly name = 'CheckFailed';

  constructor(check: string, message: string) {
    super(`${check}: ${message.split('\n')[0] ?? ''}`);
    this.stack = `${this.name}: ${this.message}`;
  }
}
