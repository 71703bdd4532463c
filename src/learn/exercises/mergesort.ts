import type { Exercise } from '../exercise';
import { mergeTests } from './mergesort/merge-tests';
import { parallelTests } from './mergesort/parallel-tests';
import { sortTests } from './mergesort/sort-tests';

export const mergesort: Exercise = { name: 'mergesort', tests: [...mergeTests, ...sortTests, ...parallelTests] };
