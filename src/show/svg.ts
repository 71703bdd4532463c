/** An SVG element; attributes that are undefined are left out. */
export function element(name: string, attributes: Readonly<Record<string, string | number | undefined>>, content = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : escaped(value ?? '')}"`);
  return `<${name}${written.join('')}>${content}</${name}>`;
}

/** Text at a point, in one line. */
export function label(text: string, x: number, y: number, attributes: Readonly<Record<string, string | number | undefined>> = {}): string {
  return element('text', { x, y, ...attributes }, escaped(text));
}

/** A path through points, given as pairs; a gap where one is missing. */
export function pathThrough(points: readonly (readonly [x: number, y: number] | undefined)[]): string {
  return points.map((point, index) => (point ? `${points[index - 1] ? 'L' : 'M'}${round(point[0])} ${round(point[1])}` : '')).join('');
}

/** About how wide a text is, in px: no browser is there to ask. */
export function textWidth(text: string, size: number): number {
  return [...text].reduce((sum, sign) => sum + (/[ilj.,:'|! ]/.test(sign) ? 0.3 : /[mwMW%]/.test(sign) ? 0.85 : 0.54), 0) * size;
}

/** Words in lines of at most that width, in px; a long word has a line of its own. */
export function linesOf(text: string, size: number, widthPx: number): string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    return lines.length > 0 && textWidth(longer, size) > widthPx ? [...lines, word] : [...lines.slice(0, -1), longer];
  }, []);
}

/** A picture takes no markup: tags go. */
export function withoutTags(text: string): string {
  return text.replace(/<br\s*\/?>/g, ' ').replace(/<\/?\w+[^>]*>/g, '');
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
}
