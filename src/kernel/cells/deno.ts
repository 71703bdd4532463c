import { clearOutput, display } from './display';
import { showValue } from './rich-result';

interface Content {
  readonly data?: Record<string, unknown>;
  readonly metadata?: Record<string, unknown>;
  readonly transient?: { readonly display_id?: string };
  readonly wait?: boolean;
}
const $display = Symbol.for('Jupyter.display');
const tagged = (type: string) => (strings: TemplateStringsArray, ...values: unknown[]) => {
  const text = String.raw({ raw: strings }, ...values);
  return { [$display]: () => ({ [type]: text }) };
};

/** The part of Deno's notebook interface that has a counterpart here. */
export const jupyter = {
  $display,
  html: tagged('text/html'),
  md: tagged('text/markdown'),
  svg: tagged('image/svg+xml'),
  async broadcast(type: string, { data = {}, metadata = {}, transient, wait = false }: Content): Promise<void> {
    if (type === 'clear_output') return clearOutput({ wait });
    if (type !== 'display_data' && type !== 'update_display_data') {
      throw new Error(`Deno.jupyter.broadcast: the type must be 'display_data', 'update_display_data' or 'clear_output'; got '${type}'.`);
    }
    const displayId = transient?.display_id;
    display(data, { metadata, update: type === 'update_display_data', ...(displayId === undefined ? {} : { displayId }) });
  },
  async display(value: unknown, { raw = false, update = false, display_id: displayId }: { raw?: boolean; update?: boolean; display_id?: string } = {}): Promise<void> {
    const data = raw ? (value as Record<string, unknown>) : showValue(value).data;
    display(data, { update, ...(displayId === undefined ? {} : { displayId }) });
  },
};
