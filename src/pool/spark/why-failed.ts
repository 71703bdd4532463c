/** Why Spark gave up on a task, as an error for the learner; `cause` is all that Spark said. */
export function whySparkFailed(message: string, name: string): Error {
  const isNodeLost = message.includes('the node child ended') || message.includes('ExecutorLostFailure');
  const what = isNodeLost
    ? `Every process that worked on ${name} was lost on the way, so Spark stopped trying. Does the function end the process, or need more memory than a machine has?`
    : `Spark couldn't run ${name}: ${firstReason(message)}`;
  const error = new Error(what, { cause: message });
  error.name = 'WorkerLostError';
  return error;
}

/** The line that names Python's or Java's error, out of pages of their stacks. */
function firstReason(message: string): string {
  const lines = message.split('\n').map((line) => line.trim());
  return lines.findLast((line) => /^[\w.]*(Error|Exception)\b.*: /.test(line)) ?? lines[0] ?? message;
}
