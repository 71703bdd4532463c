export interface Output {
  readonly output_type: 'stream' | 'execute_result' | 'display_data' | 'error';
  readonly name?: string;
  readonly text?: string | string[];
  readonly data?: Readonly<Record<string, unknown>>;
  readonly ename?: string;
  readonly evalue?: string;
  readonly traceback?: readonly string[];
}

export interface Cell {
  readonly id: string;
  readonly cell_type: 'code' | 'markdown';
  readonly source: string | string[];
  readonly outputs?: readonly Output[];
  readonly execution_count?: number | null;
  readonly metadata: { readonly nbgrader?: object };
}

export interface Notebook {
  readonly cells: readonly Cell[];
  readonly metadata: { readonly kernelspec?: { readonly name: string } };
}

/** A source or a text as one string: Jupyter also stores lists of lines. */
export function joined(text: unknown): string {
  return Array.isArray(text) ? text.join('') : String(text ?? '');
}
