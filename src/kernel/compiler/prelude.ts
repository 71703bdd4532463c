/**
 * What every cell can use without an import. `Deno.jupyter` is there for notebooks and tests written for Deno's kernel:
 * a name that cells see, not a global, so that packages which look for Deno don't mistake Node for it.
 */
export const preludeText = `
declare function prompt(message?: string, options?: { password?: boolean }): Promise<string>;
declare const Deno: {
  jupyter: {
    broadcast(type: string, content: Record<string, unknown>, extra?: { metadata?: Record<string, unknown>; buffers?: Uint8Array[] }): Promise<void>;
    display(value: unknown, options?: { raw?: boolean; update?: boolean; display_id?: string }): Promise<void>;
    html(strings: TemplateStringsArray, ...values: unknown[]): unknown;
    md(strings: TemplateStringsArray, ...values: unknown[]): unknown;
    svg(strings: TemplateStringsArray, ...values: unknown[]): unknown;
    readonly $display: unique symbol;
  };
};
`;
