import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { splitWords } from 'parallel';

test('splitWords(text) gives lower-cased runs of letters and digits', () => {
  assert.deepEqual(splitWords("Don't panic: it's 7 o'clock."), ["don't", 'panic', "it's", '7', "o'clock"]);
  assert.deepEqual(splitWords("'quoted' rock-and-roll don’t"), ['quoted', 'rock', 'and', 'roll', 'don’t']);
  assert.deepEqual(splitWords('Ærø ГОРА 東京'), ['ærø', 'гора', '東京']);
});

test('splitWords(text) gives [] without words', () => {
  assert.deepEqual(splitWords(''), []);
  assert.deepEqual(splitWords(" … '' -- "), []);
});

test('splitWords(text) counts the King James text', () => {
  const words = splitWords(gunzipSync(readFileSync(new URL('../data/king-james.txt.gz', import.meta.url))).toString());
  const count = (word: string) => words.filter((other) => other === word).length;
  assert.equal(words.length, 851_888);
  assert.equal(new Set(words).size, 14_127);
  assert.deepEqual([count('the'), count('and'), count('of')], [63_919, 51_696, 34_618]);
});
