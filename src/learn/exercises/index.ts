import type { Exercise, GradedTest } from '../exercise';
import { average } from './average';
import { mergesort } from './mergesort';
import { wordcount } from './wordcount';

/** The course's exercises, by name. */
export const exercises: Readonly<Record<string, Exercise>> = { average, wordcount, mergesort };

/** The test with that id, in whichever exercise. */
export function findTest(id: string): GradedTest | undefined {
  return Object.values(exercises).flatMap((exercise) => exercise.tests).find((test) => test.id === id);
}
