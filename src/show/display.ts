/** One thing to show, in as many forms as there are viewers: a value a MIME type. */
export type MimeBundle = Readonly<Record<string, unknown>>;

export interface DisplayOptions {
  /** Names the place under the cell, so that a later call can update it. */
  displayId?: string;
  /** Replace what was shown under displayId. */
  update?: boolean;
}

type Display = (bundle: MimeBundle, options?: DisplayOptions) => void;

/** The function that shows a bundle under the cell, where there is a notebook; undefined in a terminal. */
export function notebookDisplay(): Display | undefined {
  return (globalThis as Record<symbol, unknown>)[Symbol.for('parallel.display')] as Display | undefined;
}

/** Shows a bundle under the cell that runs; in a terminal, prints its plain text. */
export function display(bundle: MimeBundle, options?: DisplayOptions): void {
  const show = notebookDisplay();
  if (show) show(bundle, options);
  else console.log(String(bundle['text/plain'] ?? ''));
}
