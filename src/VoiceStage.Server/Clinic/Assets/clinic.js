// Live updates, keys and playing quotes. Without it every page still works.

const byId = (id) => document.getElementById(id);
const page = document.body.dataset.page;

// Somebody who speaks to their computer must be able to turn single keys off: a stray letter would take a case.
const keysAre = () => localStorage.getItem('voicestage-keys') !== 'off';
const isKey = (event) => keysAre() && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest('input, select, textarea');

function letKeysBeTurnedOff() {
  const button = byId('keys');
  if (!button) return;
  const show = () => { button.textContent = `Single keys: ${keysAre() ? 'on' : 'off'}`; };
  button.addEventListener('click', () => { localStorage.setItem('voicestage-keys', keysAre() ? 'off' : 'on'); show(); });
  button.hidden = false;
  show();
}

function follow() {
  let at = -1;
  const rows = () => [...document.querySelectorAll('#rows tbody tr')];

  function mark(to) {
    const all = rows();
    if (all.length === 0) return;
    at = Math.max(0, Math.min(all.length - 1, to));
    all.forEach((row, i) => row.classList.toggle('here', i === at));
    all[at].querySelector('a').focus();
  }

  // The answer is the case's page, which says whether it was taken.
  function take(row) {
    if (row?.dataset.open !== 'yes') return;
    const form = byId('take');
    form.action = `/clinic/cases/${encodeURIComponent(row.dataset.case)}/acknowledge`;
    form.elements.etag.value = row.dataset.etag;
    form.submit();
  }

  // What the reader stands on stays marked by its case, not by its place.
  async function renew() {
    const here = rows()[at]?.dataset.case;
    const hadFocus = document.activeElement?.closest?.('#rows') !== null;
    const answer = await fetch(`/clinic/rows${location.search}`, { redirect: 'manual' });
    if (answer.type === 'opaqueredirect' || answer.status === 401) { location.assign('/clinic/sign-in'); return; }
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('rows');
    if (!fresh) return;
    byId('rows').replaceWith(fresh);
    at = here ? rows().findIndex((row) => row.dataset.case === here) : -1;
    if (at >= 0) { rows()[at].classList.add('here'); if (hadFocus) rows()[at].querySelector('a').focus(); }
  }

  // Many changes at once are one renewal; clocks are renewed every half minute.
  let waits = null;
  const soon = () => { waits ??= setTimeout(() => { waits = null; renew().catch(() => {}); }, 300); };
  const changes = new EventSource('/clinic/changes');
  changes.onopen = () => { byId('live').textContent = 'Live.'; };
  changes.onmessage = soon;
  changes.onerror = () => { byId('live').textContent = 'The connection is lost: this list may be old. It comes back by itself.'; };
  setInterval(soon, 30_000);

  document.addEventListener('keydown', (event) => {
    if (!isKey(event)) return;
    if (event.key === 'j') mark(at + 1);
    else if (event.key === 'k') mark(at - 1);
    else if (event.key === 'a' && !event.repeat) take(document.activeElement?.closest?.('#rows tbody tr') ?? rows()[at]);
    else if (event.key === '/') { event.preventDefault(); document.querySelector('input[type=search]').focus(); }
  });
}

function read() {
  const call = byId('call');
  for (const button of document.querySelectorAll('.play')) {
    button.addEventListener('click', () => {
      const from = Math.max(0, Number(button.dataset.from) - 0.5);
      const play = () => { call.currentTime = from; call.play().catch(() => {}); };
      if (call.readyState > 0) play();
      else { call.addEventListener('loadedmetadata', play, { once: true }); call.load(); }
    });
  }
  document.querySelector('.trace').addEventListener('error', (event) => {
    event.target.closest('figure').querySelector('figcaption').textContent = 'No recording is kept of this call.';
    event.target.remove();
    call.remove();
    for (const button of document.querySelectorAll('.play')) button.remove();
  });
  document.addEventListener('keydown', (event) => {
    if (!isKey(event)) return;
    if (event.key === 'a') document.querySelector('form[data-action=acknowledge] button')?.click();
    else if (event.key === 'Escape') location.assign('/clinic/');
  });
}

function signIn() {
  // A development link carries its token in the fragment, which is sent to nobody.
  const token = location.hash.slice(1);
  if (!token) return;
  history.replaceState(null, '', location.pathname);
  byId('token').value = token;
  byId('sign-in').submit();
}

letKeysBeTurnedOff();
if (page === 'worklist') follow();
else if (page === 'case') read();
else if (page === 'sign-in') signIn();
