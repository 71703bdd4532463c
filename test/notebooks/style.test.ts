import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joined, type Cell } from '../../site/notebook';
import { notebooksIn, readNotebook } from './notebook';

const isCode = (cell: Cell): boolean => cell.cell_type === 'code';
const isGraded = (cell: Cell): boolean => cell.metadata.nbgrader !== undefined;
const lines = (cell: Cell): number => joined(cell.source).split('\n').length;
const words = (cell: Cell): number => joined(cell.source).split(/\s+/).length;

for (const path of [...notebooksIn('notebooks'), ...notebooksIn('solutions')]) {
  const { cells, metadata } = readNotebook(path);

  test(`${path} begins with one title, and runs on the TypeScript kernel`, () => {
    assert.match(joined(cells[0]?.source), /^# \S/);
    const titles = cells.filter((cell) => !isCode(cell) && /^# /m.test(joined(cell.source)));
    assert.equal(titles.length, 1);
    assert.equal(metadata.kernelspec?.name, 'tslab');
  });

  test(`${path} is stored without outputs, with a name for every cell`, () => {
    for (const cell of cells.filter(isCode)) assert.deepEqual([cell.id, cell.outputs, cell.execution_count], [cell.id, [], null]);
    assert.equal(new Set(cells.map(({ id }) => id)).size, cells.length);
  });

  test(`${path} has small cells, and prose between them`, () => {
    for (const cell of cells.filter((cell) => isCode(cell) && !isGraded(cell))) assert.ok(lines(cell) <= 20, `cell ${cell.id} has ${lines(cell)} lines`);
    for (const cell of cells.filter((cell) => !isCode(cell))) assert.ok(words(cell) <= 150, `cell ${cell.id} has ${words(cell)} words`);
    let inARow = 0;
    for (const cell of cells) {
      inARow = isCode(cell) && !isGraded(cell) ? inARow + 1 : 0;
      assert.ok(inARow <= 3, `cell ${cell.id} is the fourth code cell in a row`);
    }
  });

  test(`${path} speaks calmly: no exclamation marks, no emoji`, () => {
    for (const cell of cells.filter((cell) => !isCode(cell))) {
      const prose = joined(cell.source).replace(/```[^]*?```|`[^`]*`|!\[/g, '');
      assert.doesNotMatch(prose, /!|\p{Extended_Pictographic}/u, `cell ${cell.id}`);
    }
  });

  test(`${path} closes every pool that it makes`, () => {
    const code = cells.filter(isCode).map((cell) => joined(cell.source)).join('\n');
    const count = (part: RegExp): number => [...code.matchAll(part)].length;
    assert.ok(count(/\.close\(\)|await using /g) >= count(/= createPool\(/g));
  });
}
