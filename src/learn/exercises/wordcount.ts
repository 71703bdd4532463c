import type { Exercise } from '../exercise';
import { countTests } from './wordcount/count-tests';
import { mergeTests } from './wordcount/merge-tests';
import { parallelTests } from './wordcount/parallel-tests';
import { splitTests } from './wordcount/split-tests';
import { topTests } from './wordcount/top-tests';

export const wordcount: Exercise = { name: 'wordcount', tests: [...countTests, ...mergeTests, ...splitTests, ...parallelTests, ...topTests] };
