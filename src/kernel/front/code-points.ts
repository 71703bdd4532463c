/** Jupyter counts a cursor's place in characters (code points), JavaScript in UTF-16 units. */
export function toUnits(text: string, points: number): number {
  let units = 0;
  for (const char of text) {
    if (points-- <= 0) break;
    units += char.length;
  }
  return units;
}

export function toPoints(text: string, units: number): number {
  let points = 0;
  for (const _ of text.slice(0, units)) points++;
  return points;
}
