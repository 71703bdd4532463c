// Draws each figure of the page from the JSON beside it. On a narrow screen it keeps a width at which it can be read, and is scrolled.
const readablePx = 620;
for (const place of document.querySelectorAll('.figure')) {
  const { data, layout, config } = JSON.parse(place.querySelector('script').textContent);
  const fits = place.clientWidth >= readablePx;
  Plotly.newPlot(place, data, fits ? { ...layout, autosize: true } : { ...layout, width: readablePx }, { ...config, responsive: fits });
}
