/* Every page works without this file. */
(function () {
  'use strict';
  var doc = document, root = doc.documentElement;
  function all(selector, from) { return Array.from((from || doc).querySelectorAll(selector)); }

  /* The server sends data-theme from the cookie; the button changes both without a round trip. */
  all('[data-theme-toggle]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () {
      var dark = root.dataset.theme ? root.dataset.theme === 'dark'
        : matchMedia('(prefers-color-scheme: dark)').matches;
      root.dataset.theme = dark ? 'light' : 'dark';
      doc.cookie = 'theme=' + root.dataset.theme + '; path=/; max-age=31536000; samesite=lax' +
        (location.protocol === 'https:' ? '; secure' : '');
    });
  });

  /* The set-up link carries its code behind the #, which no server and no log sees. */
  all('[data-from-fragment]').forEach(function (field) {
    if (location.hash.length < 2) return;
    field.value = location.hash.slice(1);
    history.replaceState(null, '', location.pathname);
  });

  /* Where the menu of the administration scrolls sideways, its entry of this page is in sight. */
  all('.sidenav [aria-current]').forEach(function (here) {
    var menu = here.closest('ul');
    menu.scrollLeft = here.offsetLeft - (menu.clientWidth - here.offsetWidth) / 2;
  });

  /* What scrolls sideways shows the whole of its part that has the focus. */
  all('.nav, .tabs, .sidenav ul, .scroll').forEach(function (strip) {
    strip.addEventListener('focusin', function (event) {
      event.target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
  });

  /* Copy buttons appear only where the clipboard can be written. */
  if (navigator.clipboard) all('[data-copy]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () {
      var word = button.querySelector('span');
      navigator.clipboard.writeText(button.parentNode.querySelector('code, .secret, .codes').textContent)
        .then(function () {
          word.textContent = 'Copied';
          setTimeout(function () { word.textContent = 'Copy'; }, 1500);
        });
    });
  });

  /* Filters the rows that are here while typing; Enter asks the server, which knows them all. */
  all('[data-filter]').forEach(function (input) {
    var rows = all(input.dataset.filter + ' tbody tr');
    var note = doc.getElementById(input.getAttribute('aria-describedby'));
    input.addEventListener('input', function () {
      var words = input.value.toLowerCase().split(/\s+/), shown = 0;
      rows.forEach(function (row) {
        var text = row.textContent.toLowerCase();
        row.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
        shown += !row.hidden;
      });
      if (note) note.textContent = input.value ? shown + ' of ' + rows.length + ' shown' : '';
    });
  });

  /* Keys: nothing that changes anything has one. */
  var rows = all('[data-row]'), at = -1;
  function move(by) {
    var live = rows.filter(function (row) { return !row.hidden; });
    if (!live.length) return;
    if (rows[at]) rows[at].classList.remove('at');
    var next = Math.min(Math.max(live.indexOf(rows[at]) + by, 0), live.length - 1);
    at = rows.indexOf(live[next]);
    rows[at].classList.add('at');
    rows[at].querySelector('a').focus({ preventScroll: true });
    rows[at].scrollIntoView({ block: 'nearest' });
  }
  function choose() {
    var box = rows[at] && rows[at].querySelector('input[type=checkbox]');
    if (box) box.checked = !box.checked;
  }
  doc.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey ||
        event.target.closest('input:not([type=checkbox]), textarea, select, dialog')) return;
    if (event.key === 'j') move(1);
    else if (event.key === 'k') move(-1);
    else if (event.key === 'x') choose();
    else if (event.key === '?') help();
    else if (event.key === '/' || event.key === 't' || event.key === 'e') {
      var box = doc.querySelector('[data-key="' + event.key + '"]');
      if (!box) return;
      event.preventDefault();
      box.focus();
    }
  });
  function help() {
    var box = doc.getElementById('help');
    if (!box) {
      box = doc.createElement('dialog');
      box.id = 'help';
      box.setAttribute('aria-labelledby', 'help-title');
      var title = box.appendChild(doc.createElement('h2'));
      title.id = 'help-title';
      title.textContent = 'Keyboard shortcuts';
      var list = box.appendChild(doc.createElement('dl'));
      list.className = 'keys';
      [['/', 'Find or filter'], ['j k', 'Next, previous row'], ['Enter', 'Open the row'],
       ['x', 'Choose the row'], ['e', 'Change what is chosen'], ['t', 'The button for a ticket'],
       ['?', 'This list'], ['Esc', 'Close it']].forEach(function (pair) {
        var term = list.appendChild(doc.createElement('dt'));
        pair[0].split(' ').forEach(function (key) {
          term.appendChild(doc.createElement('kbd')).textContent = key;
          term.append(' ');
        });
        list.appendChild(doc.createElement('dd')).textContent = pair[1];
      });
      doc.body.appendChild(box);
      box.addEventListener('click', function (event) { if (event.target === box) box.close(); });
    }
    box.showModal();
  }
  all('[data-help]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', help);
  });
})();
