import hljs from 'highlight.js/lib/core';
import typescript from 'highlight.js/lib/languages/typescript';
import { marked } from 'marked';

hljs.registerLanguage('typescript', typescript);

export function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
}

export function codeHtml(source: string): string {
  return `<pre class="code"><code>${hljs.highlight(source, { language: 'typescript' }).value}</code></pre>`;
}

/** Markdown as HTML; links to other lessons lead to their pages, headings get names to link to. */
export function markdownHtml(source: string): string {
  const html = marked.parse(source, { async: false });
  return html
    .replace(/href="(?!https?:)([^"#]*)\.(ipynb|md)(#[^"]*)?"/g, (_, path: string, kind: string, hash = '') => (path.includes('/') ? `class="in-course" title="in the course's folder: ${path.replace(/^(\.\.\/)+/, '')}.${kind}"` : `href="${path}.html${hash}"`))
    .replace(/<h([12])>(.*?)<\/h\1>/g, (_, level: string, text: string) => `<h${level} id="${anchor(text)}">${text}</h${level}>`);
}

/** A heading's name within its page. */
export function anchor(heading: string): string {
  return heading.toLowerCase().replace(/<[^>]*>|&#?\w+;|[^\p{L}\p{N} -]/gu, '').trim().replace(/ +/g, '-');
}
