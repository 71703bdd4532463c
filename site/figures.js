// Draws each figure of the page from the JSON beside it.
for (const place of document.querySelectorAll('.figure')) {
  const { data, layout, config } = JSON.parse(place.querySelector('script').textContent);
  Plotly.newPlot(place, data, { ...layout, autosize: true }, { ...config, responsive: true });
}
