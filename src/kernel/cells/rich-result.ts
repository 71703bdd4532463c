import util from 'node:util';

export interface MimeBundle {
  readonly data: Record<string, unknown>;
  readonly metadata: Record<string, unknown>;
}
const displayMethod = Symbol.for('Jupyter.display');
const ROWS = 60;

/** How a value is shown: its own bundle if it offers one, a table for Danfo's frames, else what `util.inspect` prints. */
export function showValue(value: unknown): MimeBundle {
  return { data: attempt(() => ownBundle(value)) ?? attempt(() => tableBundle(value)) ?? plainBundle(value), metadata: {} };
}

/** A value whose own methods throw is shown as any other. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function inspectValue(value: unknown): string {
  try {
    return util.inspect(value);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `[a value that can't be shown: ${reason}]`;
  }
}

/** The text; with a hint, where one reads HTML, for a value that a learner hardly wants to see as it is. */
function plainBundle(value: unknown): Record<string, unknown> {
  const text = inspectValue(value);
  const hint = attempt(() => hintFor(value));
  return { 'text/plain': text, ...(hint && { 'text/html': `<pre style="padding: 0">${escape(text)}</pre><p style="opacity: 0.7">${hint}</p>` }) };
}

function hintFor(value: unknown): string | undefined {
  if (util.types.isPromise(value)) return 'A promise: <code>await</code> in front of it gives what it stands for.';
  if (!util.types.isGeneratorObject(value) || !(Symbol.asyncIterator in value)) return undefined;
  return 'Its values come one by one: <code>for await (const x of …) { … }</code> goes through them.';
}

function ownBundle(value: unknown): Record<string, unknown> | undefined {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined;
  const method: unknown = (value as Record<symbol, unknown>)[displayMethod];
  if (typeof method !== 'function') return undefined;
  const bundle: unknown = method.call(value);
  return typeof bundle === 'object' && bundle !== null ? (bundle as Record<string, unknown>) : undefined;
}

interface Frame {
  readonly $isSeries: boolean;
  readonly columns: readonly string[];
  readonly index: readonly unknown[];
  readonly values: readonly unknown[];
  readonly shape: readonly number[];
  toString(): string;
}

/** Danfo's DataFrame and Series, recognised by their fields: Danfo itself is not loaded for this. */
function tableBundle(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const frame = value as Partial<Frame>;
  if (typeof frame.$isSeries !== 'boolean' || !Array.isArray(frame.columns) || !Array.isArray(frame.index) || !Array.isArray(frame.values)) return undefined;
  const { $isSeries, columns, index, values } = frame as Frame;
  const shown = values.slice(0, ROWS);
  const head = ['', ...columns].map((name) => `<th>${escape(name)}</th>`).join('');
  const body = shown.map((row, i) => {
    const cells = ($isSeries ? [row] : (row as unknown[])).map((cell) => `<td>${escape(cell)}</td>`).join('');
    return `<tr><th>${escape(index[i])}</th>${cells}</tr>`;
  });
  const note = values.length > ROWS ? `<p>${ROWS} of ${values.length} rows</p>` : '';
  return {
    'text/html': `<table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>${note}`,
    'text/plain': String(value),
  };
}

function escape(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value);
  return text.replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char]!);
}
