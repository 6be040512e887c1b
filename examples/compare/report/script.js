'use strict';
// Search, filter, and opening what a link leads to. Without this script the page is complete and can be read.
(() => {
  const form = document.querySelector('form.filter');
  const text = document.getElementById('f-text');
  const plan = document.getElementById('f-plan');
  const office = document.getElementById('f-office');
  const count = document.getElementById('f-count');
  const all = document.getElementById('f-all');
  const items = [...document.querySelectorAll('.item')];
  const themes = [...document.querySelectorAll('details.theme')];
  const fold = s => s.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
  let texts = null; // what each item says, folded; read at the first search
  form.hidden = false;
  document.documentElement.classList.add('js');

  // an item's keys are `plan:` and `plan:office`
  const fits = (item, p, o) => {
    if (p === '' && o === '') return true;
    const keys = item.dataset.k.split(' ');
    if (o === '') return keys.includes(p + ':');
    return p === '' ? keys.some(k => k.endsWith(':' + o)) : keys.includes(p + ':' + o);
  };
  const find = words => {
    if (!window.CSS || !CSS.highlights) return;
    CSS.highlights.delete('found');
    if (!words.length) return;
    const ranges = [];
    const open = themes.filter(t => t.open && !t.hidden);
    for (const theme of open) {
      const walk = document.createTreeWalker(theme, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node && ranges.length < 2000; node = walk.nextNode()) {
        for (const word of words) {
          for (let at = node.data.indexOf(word); at >= 0; at = node.data.indexOf(word, at + word.length)) {
            const range = new Range();
            range.setStart(node, at);
            range.setEnd(node, at + word.length);
            ranges.push(range);
          }
        }
      }
    }
    CSS.highlights.set('found', new Highlight(...ranges));
  };
  const words = () => text.value.trim().split(/\s+/).filter(Boolean);
  const apply = () => {
    const wanted = words().map(fold);
    if (wanted.length && !texts) texts = new Map(items.map(item => [item, fold(item.textContent)]));
    for (const item of items) {
      item.hidden = !(fits(item, plan.value, office.value) && wanted.every(w => texts.get(item).includes(w)));
    }
    for (const bucket of document.querySelectorAll('.bucket')) {
      const shown = bucket.querySelectorAll('.item:not([hidden])').length;
      bucket.hidden = shown === 0;
      const count = bucket.querySelector('.count');
      if (count) count.textContent = shown;
    }
    const shown = themes.filter(t => !t.hidden).length;
    count.textContent = `${shown} / ${themes.length}`;
    for (const nothing of document.querySelectorAll('.nothing')) nothing.hidden = shown > 0;
    const filtered = wanted.length > 0 || plan.value !== '' || office.value !== '';
    for (const more of document.querySelectorAll('details.more')) if (filtered) more.open = true;
    find(words());
  };
  let waiting = 0;
  text.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(apply, 120); });
  plan.addEventListener('change', apply);
  office.addEventListener('change', apply);
  form.addEventListener('submit', event => { event.preventDefault(); apply(); });
  form.addEventListener('reset', () => setTimeout(apply));
  document.addEventListener('toggle', event => { if (event.target.matches('details.theme')) find(words()); }, true);
  all.addEventListener('click', () => {
    const open = all.getAttribute('aria-pressed') !== 'true';
    all.setAttribute('aria-pressed', String(open));
    for (const theme of themes) if (!theme.hidden) theme.open = open;
  });

  // a link into closed details opens them; a link to something the filter hides clears the filter
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest('[hidden]')) { form.reset(); apply(); }
    for (let at = target; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
    target.scrollIntoView({ block: 'start', inline: 'start' });
  };
  window.addEventListener('hashchange', reveal);
  document.addEventListener('click', event => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) setTimeout(reveal);
  });
  apply();
  reveal();
})();
