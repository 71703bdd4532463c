import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

export interface SubmissionFile {
  readonly student: string;
  /** undefined when the student's folder holds no notebook of that exercise. */
  readonly path: string | undefined;
}

/** The notebooks in a folder: STUDENT/EXERCISE/EXERCISE.ipynb as nbgrader collects them, STUDENT/EXERCISE.ipynb, or STUDENT.ipynb. */
export function findSubmissions(folder: string, exercise: string): SubmissionFile[] {
  const found = readdirSync(folder).flatMap((entry): SubmissionFile[] => {
    const path = join(folder, entry);
    if (statSync(path).isFile()) return entry.endsWith('.ipynb') ? [{ student: basename(entry, '.ipynb'), path }] : [];
    const places = [join(path, exercise, `${exercise}.ipynb`), join(path, `${exercise}.ipynb`)];
    const hasExercise = existsSync(join(path, exercise));
    const notebook = places.find((place) => existsSync(place));
    // A student who handed in nothing of this exercise is none of its students.
    return notebook !== undefined || hasExercise ? [{ student: entry, path: notebook }] : [];
  });
  return found.sort((a, b) => (a.student < b.student ? -1 : 1));
}
