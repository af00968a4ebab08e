/**
 * What runs in the reader's browser: the language switch, and searching, filtering and sorting of tables. Without it
 * the page still shows everything in its first language.
 *
 * The language is taken from `#zh` or `#en`, else `?lang=`, else it stays as the page was written.
 */
export const BROWSER_SCRIPT = `
(() => {
  const root = document.documentElement;
  const tags = { en: 'en', zh: 'zh-CN' };
  root.classList.add('js');

  const speak = (language) => {
    root.lang = tags[language];
    document.title = document.querySelector('h1 [lang="' + tags[language] + '"]').textContent;
    for (const button of document.querySelectorAll('button[data-language]')) {
      button.setAttribute('aria-pressed', String(button.dataset.language === language));
    }
  };
  const asked = () => {
    const language = location.hash.slice(1);
    return Object.hasOwn(tags, language) ? language : undefined;
  };
  const inQuery = new URLSearchParams(location.search).get('lang');
  const first = asked() ?? (Object.hasOwn(tags, inQuery) ? inQuery : root.lang === 'en' ? 'en' : 'zh');
  speak(first);
  addEventListener('hashchange', () => { if (asked() !== undefined) speak(asked()); });
  for (const button of document.querySelectorAll('button[data-language]')) {
    button.addEventListener('click', () => {
      speak(button.dataset.language);
      history.replaceState(null, '', '#' + button.dataset.language);
    });
  }
  for (const button of document.querySelectorAll('button[data-print]')) {
    button.addEventListener('click', () => print());
  }

  // Exact values are compared as whole numbers: a column's values have the same decimals.
  const sort = (table, head) => {
    const column = head.cellIndex;
    const numeric = head.classList.contains('number');
    const was = head.getAttribute('aria-sort');
    const direction = was === null ? (numeric ? 'descending' : 'ascending') : was === 'ascending' ? 'descending' : 'ascending';
    const sign = direction === 'ascending' ? 1 : -1;
    const collator = new Intl.Collator(root.lang, { numeric: true });
    const keyed = [...table.tBodies[0].rows].map((row) => {
      const cell = row.cells[column];
      const text = cell.dataset.value ?? cell.textContent;
      return { row, key: !numeric ? text : text === '' ? undefined : BigInt(text.replace('.', '')) };
    });
    keyed.sort((a, b) => {
      if (a.key === undefined || b.key === undefined) return (a.key === undefined) - (b.key === undefined);
      if (!numeric) return sign * collator.compare(a.key, b.key);
      return a.key < b.key ? -sign : a.key > b.key ? sign : 0;
    });
    for (const other of head.parentElement.cells) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', direction);
    for (const { row } of keyed) table.tBodies[0].append(row);
  };
  for (const table of document.querySelectorAll('table')) {
    for (const head of table.tHead.rows[0].cells) {
      head.querySelector('button')?.addEventListener('click', () => sort(table, head));
    }
  }

  for (const toolbar of document.querySelectorAll('.toolbar')) {
    const rows = [...document.getElementById(toolbar.dataset.table).tBodies[0].rows];
    const texts = rows.map((row) => row.textContent.toLowerCase());
    const search = toolbar.querySelector('input');
    const count = toolbar.querySelector('output');
    const nothing = toolbar.parentElement.querySelector('.nothing');
    const filters = [...toolbar.querySelectorAll('button[data-filter]')];
    const show = () => {
      const words = search.value.toLowerCase().split(/\\s+/);
      const mark = filters.find((button) => button.getAttribute('aria-pressed') === 'true')?.dataset.filter ?? '';
      let shown = 0;
      rows.forEach((row, r) => {
        const fits = (mark === '' || row.dataset.mark.split(' ').includes(mark)) && words.every((word) => texts[r].includes(word));
        row.hidden = !fits;
        if (fits) shown++;
      });
      count.textContent = shown + ' / ' + rows.length;
      nothing.hidden = shown > 0;
    };
    search.addEventListener('input', show);
    for (const filter of filters) {
      filter.addEventListener('click', () => {
        for (const other of filters) other.setAttribute('aria-pressed', String(other === filter));
        show();
      });
    }
  }
})();
`;
