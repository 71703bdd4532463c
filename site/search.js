// Search in the browser: type, and the cells that fit are listed.
const [input, list] = [document.querySelector('search input'), document.querySelector('search ol')];
const index = new MiniSearch({ fields: ['lesson', 'text'], storeFields: ['lesson', 'text'], searchOptions: { prefix: true, fuzzy: 0.2, combineWith: 'AND' } });
index.addAll(globalThis.searchEntries);

input.addEventListener('input', () => {
  list.replaceChildren(...index.search(input.value).slice(0, 12).map(({ id, lesson, text }) => {
    const link = Object.assign(document.createElement('a'), { href: id });
    const excerpt = Object.assign(document.createElement('span'), { textContent: text.replace(/[#*`]/g, '').slice(0, 120) });
    link.append(Object.assign(document.createElement('b'), { textContent: lesson }), excerpt);
    const item = document.createElement('li');
    item.append(link);
    return item;
  }));
});
document.addEventListener('click', ({ target }) => {
  if (!target.closest('search')) list.replaceChildren();
});
