import { escape } from './html';
import { joined, type Output } from './notebook';

/** A cell's outputs as HTML, each in the richest form that a page without a kernel can show. */
export function outputsHtml(outputs: readonly Output[], cell: string): string {
  return merged(outputs).map((output, index) => outputHtml(output, `${cell}-${index}`)).join('\n');
}

/** Neighbouring pieces of one stream as one. */
function merged(outputs: readonly Output[]): Output[] {
  return outputs.reduce<Output[]>((all, output) => {
    const last = all.at(-1);
    if (output.output_type !== 'stream' || last?.output_type !== 'stream' || last.name !== output.name) return [...all, output];
    return [...all.slice(0, -1), { ...last, text: joined(last.text) + joined(output.text) }];
  }, []);
}

function outputHtml(output: Output, id: string): string {
  if (output.output_type === 'stream') return `<pre class="out ${output.name}">${plain(joined(output.text))}</pre>`;
  if (output.output_type === 'error') return `<pre class="out error">${plain((output.traceback ?? [`${output.ename}: ${output.evalue}`]).join('\n'))}</pre>`;
  const data = output.data ?? {};
  const figure = data['application/vnd.plotly.v1+json'];
  if (figure) return figureHtml(figure, joined(data['image/svg+xml']), id);
  if (data['text/html']) return `<div class="out html">${joined(data['text/html'])}</div>`;
  if (data['image/svg+xml']) return `<div class="out">${joined(data['image/svg+xml'])}</div>`;
  return `<pre class="out">${plain(joined(data['text/plain']))}</pre>`;
}

/** The live figure; without scripts, the static one. */
function figureHtml(figure: unknown, picture: string, id: string): string {
  const json = JSON.stringify(figure).replace(/</g, '\\u003c');
  return `<div class="out figure" id="figure-${id}"><script type="application/json">${json}</script><noscript>${picture}</noscript></div>`;
}

/** Text without a terminal's colour codes. */
function plain(text: string): string {
  return escape(text.replace(/\u001b\[[\d;]*m/g, ''));
}
