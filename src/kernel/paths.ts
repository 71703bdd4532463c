import path from 'node:path';

/** The project's folder: packages that a notebook's own folder lacks are looked up from here. */
export const projectFolder = path.resolve(__dirname, '..', '..', '..');

/**
 * The compiler's start-up snapshot. It only fits the Node.js it was made with, so its name says which; a kernel that
 * doesn't find its own starts the compiler without, which takes a second or two longer.
 */
export const snapshotFile = path.join(__dirname, `compiler-${process.version}-${process.arch}.blob`);
