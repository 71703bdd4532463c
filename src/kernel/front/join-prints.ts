import type { Frame } from '../frames';

/** The same frames, with neighbours that are prints of one cell to one stream made one: a message each would be too many. */
export function joinPrints(frames: readonly Frame[]): Frame[] {
  const joined: Frame[] = [];
  for (const frame of frames) {
    const last = joined.at(-1);
    if (last && frame.kind === 'stream' && last.kind === 'stream' && last.cell === frame.cell && last.name === frame.name) {
      joined[joined.length - 1] = { ...last, text: `${last.text as string}${frame.text as string}` };
    } else joined.push(frame);
  }
  return joined;
}
