import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Trouble } from './trouble.mjs';

/** The Java versions that Spark 4 runs on. */
const known = [17, 21];

/**
 * The version of the Java that Spark will use: JAVA_HOME's, or the path's.
 * @param {(command: string) => string} ask what `java -version` says; a test gives its own
 * @throws {Trouble} when there is none, or one that Spark doesn't run on
 */
export function checkJava(ask = askJava, home = process.env.JAVA_HOME) {
  const command = home ? join(home, 'bin', 'java') : 'java';
  const said = ask(command);
  const version = /version "(?:1\.)?(\d+)/.exec(said)?.[1];
  if (version && known.includes(Number(version))) return Number(version);
  const found = version ? `this is Java ${version} (${command})` : `none was found (${command})`;
  throw new Trouble(`Spark needs Java ${known.join(' or ')}; ${found}.`, javaRemedy());
}

/** Whether there is a Java that Spark runs on. */
export function hasJava() {
  try {
    return checkJava() > 0;
  } catch {
    return false;
  }
}

/** How to get Java on this kind of machine. */
function javaRemedy(platform = process.platform) {
  if (platform === 'darwin') return 'Install it: `brew install openjdk@17`, set JAVA_HOME as brew says, then run the same command again.';
  if (platform === 'win32') return 'Spark\'s engine runs on Linux and macOS: use it inside WSL, with `sudo apt install openjdk-17-jre-headless`.';
  return 'Install it: `sudo apt install openjdk-17-jre-headless` (Debian, Ubuntu) or `sudo dnf install java-17-openjdk-headless` (Fedora), then run the same command again. Where several are installed, JAVA_HOME chooses.';
}

/** @param {string} command */
function askJava(command) {
  const { stdout, stderr } = spawnSync(command, ['-version'], { encoding: 'utf8', windowsHide: true });
  return `${stderr ?? ''}\n${stdout ?? ''}`;
}
