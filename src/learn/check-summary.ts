import { display } from '../show/display';
import { pointsOf } from './exercise';
import { exercises } from './exercises/index';
import { isDone } from './progress';
import { escaped } from './show-check';

/**
 * Shows what of an exercise is done and what is open, as the checks went when they were last run in this notebook.
 *
 * The points are those that the same tests earn when the notebook is graded, on other inputs.
 *
 * @throws RangeError when there is no exercise of that name.
 * @example checkSummary('wordcount');
 */
export function checkSummary(exercise: string): void {
  const known = exercises[exercise];
  if (!known) throw new RangeError(`checkSummary: there is no exercise ${JSON.stringify(exercise)}; the exercises are ${Object.keys(exercises).join(', ')}.`);
  const rows = known.tests.map((test) => ({ test, points: pointsOf(test), done: isDone(test.id) ?? isDone(test.function) }));
  const total = rows.reduce((sum, { points }) => sum + points, 0);
  const reached = rows.reduce((sum, { points, done }) => sum + (done ? points : 0), 0);
  const head = `${exercise}: ${reached} of ${total} points done.`;
  const word = (done: boolean | undefined): string => (done ? 'done' : done === undefined ? 'open' : 'not yet');
  const plain = rows.map(({ test, points, done }) => `  ${word(done).padEnd(7)}  ${String(points).padStart(2)}  ${test.title}`);
  const cells = rows.map(({ test, points, done }) => `<tr><td style="text-align: left">${done ? '&#10003;' : '&#9675;'} ${word(done)}</td><td>${points}</td><td style="text-align: left">${escaped(test.title)}</td></tr>`);
  display({
    'text/html': `<b>${escaped(head)}</b><table><thead><tr><th>state</th><th>points</th><th style="text-align: left">task</th></tr></thead><tbody>${cells.join('')}</tbody></table>`,
    'text/plain': [head, ...plain].join('\n'),
  });
}
