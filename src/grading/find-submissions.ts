import { lstatSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

export interface SubmissionFile {
  readonly student: string;
  /** undefined when there is no notebook to judge. */
  readonly path: string | undefined;
  /** What is odd about the file, in words for a person. */
  readonly note?: string;
}

/**
 * The notebooks in a folder: STUDENT/EXERCISE/EXERCISE.ipynb as nbgrader collects them, STUDENT/EXERCISE.ipynb, or STUDENT.ipynb.
 * In a student's folder the only notebook counts, whatever its name. Links are not followed: they could lead to somebody else's work.
 */
export function findSubmissions(folder: string, exercise: string): SubmissionFile[] {
  const entries = readdirSync(folder).filter((entry) => !entry.startsWith('.') && entry !== '__MACOSX');
  const folders = new Set(entries.filter((entry) => kindOf(join(folder, entry)) === 'folder'));
  const found = entries.flatMap((entry): SubmissionFile[] => {
    const path = join(folder, entry);
    if (folders.has(entry)) return inFolder(path, entry, exercise);
    if (!entry.endsWith('.ipynb')) return [];
    const student = basename(entry, '.ipynb');
    // A folder of the same name is the same student's.
    return folders.has(student) ? [] : [checked(student, path)];
  });
  return found.sort((a, b) => (a.student < b.student ? -1 : 1));
}

function inFolder(folder: string, student: string, exercise: string): SubmissionFile[] {
  const own = join(folder, exercise);
  const hasOwn = kindOf(own) === 'folder';
  const place = hasOwn ? own : folder;
  const notebooks = readdirSync(place).filter((name) => name.endsWith('.ipynb') && !name.startsWith('.'));
  if (notebooks.includes(`${exercise}.ipynb`)) return [checked(student, join(place, `${exercise}.ipynb`))];
  // Whose name speaks of the exercise: "wordcount (1).ipynb".
  const meant = hasOwn ? notebooks : notebooks.filter((name) => name.toLowerCase().includes(exercise));
  if (meant.length === 1) return [{ note: `The notebook is named ${meant[0]!}.`, ...checked(student, join(place, meant[0]!)) }];
  if (meant.length > 1) return [{ student, path: undefined, note: `There are ${meant.length} notebooks, and none is named ${exercise}.ipynb.` }];
  // A student who handed in nothing of this exercise is none of its students.
  return hasOwn ? [{ student, path: undefined }] : [];
}

function checked(student: string, path: string): SubmissionFile {
  const kind = kindOf(path);
  if (kind === 'file') return { student, path };
  return { student, path: undefined, note: kind === 'link' ? 'The notebook is a link, which is not followed.' : 'There is no file of that name, but something else.' };
}

function kindOf(path: string): 'file' | 'folder' | 'link' | 'other' {
  const info = lstatSync(path, { throwIfNoEntry: false });
  if (info?.isSymbolicLink()) return 'link';
  return info?.isFile() ? 'file' : info?.isDirectory() ? 'folder' : 'other';
}
