import type { Exercise, GradedTest } from '../exercise';
import { average } from './average';

/** The course's exercises, by name. */
export const exercises: Readonly<Record<string, Exercise>> = { average };

/** The test with that id, in whichever exercise. */
export function findTest(id: string): GradedTest | undefined {
  return Object.values(exercises).flatMap((exercise) => exercise.tests).find((test) => test.id === id);
}
