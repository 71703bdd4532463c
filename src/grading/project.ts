import { join, resolve } from 'node:path';

/** The project's folder: this file runs from src/dist/grading/. */
export const projectFolder = resolve(__dirname, '..', '..', '..');

export const insideFolder = join(__dirname, 'inside');
export const python = join(projectFolder, '.venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
