/** The oldest Node.js that the course runs on. */
const oldest = 20;

/** Whether this Node.js is new enough; when not, says so and how to get one, and sets the exit code. */
export function checkNode(version = process.versions.node) {
  if (parseInt(version, 10) >= oldest) return true;
  console.error(
    'This course needs Node.js ' + oldest + ' or later; this is ' + version + ' (' + process.execPath + ').\n' +
    'Get a current one from nodejs.org or with a version manager, for example `nvm install --lts`, then run the same command again.',
  );
  process.exitCode = 1;
  return false;
}
