import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createPool, mapReduce, textFiles, type TextPart } from 'parallel';

const folder = mkdtempSync(join(tmpdir(), 'parallel-text-'));
after(() => rmSync(folder, { recursive: true, force: true }));

async function read(part: TextPart): Promise<string> {
  let all = '';
  for await (const text of part) all += text;
  return all;
}

const write = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

test('textFiles gives parts of whole lines, which together are the file, whatever their size', async () => {
  for (const text of ['one\ntwo\n\nthree and four\nfünf', 'one\n', '\n\n\n', 'no line end', 'ä\nöö\n']) {
    const file = write('lines.txt', text);
    for (let partBytes = 1; partBytes <= Buffer.byteLength(text) + 1; partBytes++) {
      const parts = await Promise.all(textFiles(file, { partBytes }).map(read));
      assert.equal(parts.join(''), text);
      const lineEnds = parts.filter((part) => part !== '').slice(0, -1);
      assert.ok(lineEnds.every((part) => part.endsWith('\n')), `${JSON.stringify(parts)} at ${partBytes}`);
    }
  }
});

test('textFiles gives pieces much smaller than the part, with lines longer than a piece whole', async () => {
  const long = 'x'.repeat(700_000);
  const text = `${'a line\n'.repeat(100_000)}${long}\nend`;
  const file = write('long.txt', text);
  for (const partBytes of [200_000, 262_144, 900_000, 2_000_000]) {
    const pieces: string[] = [];
    for (const part of textFiles(file, { partBytes })) for await (const piece of part) pieces.push(piece);
    assert.ok(pieces.length >= 3);
    assert.ok(pieces.slice(0, -1).every((piece) => piece.endsWith('\n')));
    assert.ok(pieces.join('') === text);
  }
});

test('textFiles takes a * in the last part of the path, and gives nothing for an empty file', () => {
  write('b-1.log', 'b');
  write('a-1.log', 'a');
  write('empty-1.log', '');
  assert.deepEqual(textFiles(join(folder, '*-1.log')).map(({ file, from, to }) => [file, from, to]), [[join(folder, 'a-1.log'), 0, 1], [join(folder, 'b-1.log'), 0, 1]]);
});

test('textFiles rejects no file, no folder and sizes below 1', () => {
  assert.throws(() => textFiles(join(folder, 'nothing*')), { message: /there is no file .*nothing\*/ });
  assert.throws(() => textFiles(join(folder, 'nowhere', '*')), { message: /nowhere can't be read/ });
  assert.throws(() => textFiles(join(folder, 'b-1.log'), { partBytes: 0 }), { name: 'RangeError', message: /partBytes must be .*; got 0/ });
});

test('mapReduce goes through text files on workers', async () => {
  const file = write('words.txt', 'a b\nb c\nc c\n'.repeat(1000));
  const pool = createPool(2);
  try {
    const countLines = async (part: TextPart): Promise<number> => {
      let lines = 0;
      for await (const text of part) lines += text.split('\n').length - 1;
      return lines;
    };
    assert.equal(await mapReduce(pool, countLines, (counts) => counts.reduce((a, b) => a + b, 0), textFiles(file, { partBytes: 1000 })), 3000);
  } finally {
    await pool.close();
  }
});
