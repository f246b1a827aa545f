// What stands on the screen. Knows the document, not the conversation.

const byId = (id) => document.getElementById(id);
const SCREENS = ['loading', 'start', 'check', 'talk', 'end'];
const QUIETEST_DB = -60;
const HEARD_DB = -42;
const VOICE_POINTS = 50; // ten seconds
const LOWEST_HZ = 75;
const HIGHEST_HZ = 600;

export class View {
  #texts;
  #heardFor = 0;
  #shownAt = 0;
  #voice = [];

  constructor(texts) {
    this.#texts = texts;
    for (const element of document.querySelectorAll('[data-text]')) element.textContent = this.text(element.dataset.text);
    for (const id of ['check-level', 'level']) byId(id).setAttribute('aria-label', this.text('check.level'));
    byId('choices').setAttribute('aria-label', this.text('talk.answers'));
    byId('controls').setAttribute('aria-label', this.text('talk.controls'));
    this.#linkNumber(byId('crisis'), byId('crisis').dataset.number);
  }

  text(key, values = {}) {
    return (this.#texts[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
  }

  on(id, action) {
    byId(id).addEventListener('click', action);
  }

  get wantsSound() {
    return byId('sound').checked;
  }

  show(screen) {
    for (const id of SCREENS) byId(id).hidden = id !== screen;
    document.body.dataset.screen = screen;
    byId(screen).querySelector('h1').focus();
  }

  startNote(key) {
    this.#say('start-note', key ? this.text(key) : '');
  }

  notice(text) {
    this.#say('notice', text);
  }

  connection(state) {
    const element = byId('connection');
    element.dataset.state = state;
    element.textContent = state === 'none' ? '' : this.text(`connection.${state}`);
    for (const button of document.querySelectorAll('#choices button, #controls button:not(#stop), #typing button')) button.disabled = state !== 'open';
  }

  state(key, values) {
    const element = byId('state');
    const text = this.text(`state.${key}`, values);
    element.dataset.state = key;
    if (element.textContent !== text) element.textContent = text;
  }

  prompt(text, item) {
    byId('prompt').textContent = text;
    byId('prompt').dataset.item = item ?? '';
  }

  /** Buttons in reading order, each with its number. */
  choices(choices, press) {
    byId('choices').replaceChildren(...choices.map(({ key, text }) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.dataset.key = key;
      const number = document.createElement('b');
      number.textContent = key;
      button.append(number, text);
      button.addEventListener('click', () => press(key));
      return button;
    }));
  }

  typing(isShown) {
    byId('typing').hidden = !isShown;
    if (!isShown) byId('typed').value = '';
  }

  onTyped(take) {
    byId('typing').addEventListener('submit', (event) => {
      event.preventDefault();
      const text = byId('typed').value.trim();
      if (text) take(text);
    });
  }

  canBeDone(can) {
    byId('done').hidden = !can;
  }

  paused(isPaused) {
    byId('pause').textContent = this.text(isPaused ? 'talk.resume' : 'talk.pause');
  }

  progress(remaining) {
    byId('progress').textContent = remaining > 0 ? this.text('progress.left', { count: remaining }) : this.text('progress.last');
  }

  hearing(isShown) {
    byId('hearing').hidden = !isShown;
  }

  /** @param {number} level root mean square of 20 ms, full scale 1 */
  level(level) {
    const db = 20 * Math.log10(level + 1e-6);
    this.#heardFor = db > HEARD_DB ? this.#heardFor + 1 : this.#heardFor;
    if (performance.now() - this.#shownAt < 100) return;
    this.#shownAt = performance.now();
    for (const id of ['check-level', 'level']) byId(id).value = Math.min(1, Math.max(0, 1 - db / QUIETEST_DB));
    if (this.#heardFor > 10) byId('check-heard').textContent = this.text('check.heard');
  }

  /** The pitch of the last seconds as a line with gaps where there is none, and the pauses in words. Null clears it. */
  voice(live) {
    this.#voice = live ? [...this.#voice.slice(1 - VOICE_POINTS), live.f0Hz ?? null] : [];
    byId('voice').hidden = !live;
    const height = (hz) => 100 - 100 * Math.log(hz / LOWEST_HZ) / Math.log(HIGHEST_HZ / LOWEST_HZ);
    let isDown = false;
    const path = this.#voice.map((hz, i) => {
      const step = hz === null ? '' : `${isDown ? 'L' : 'M'}${i * 500 / VOICE_POINTS} ${height(hz).toFixed(1)}`;
      isDown = hz !== null;
      return step;
    });
    byId('voice-line').setAttribute('d', path.join(''));
    const count = live?.pauseCount ?? 0;
    byId('voice-text').textContent = !live ? '' : this.text(count === 0 ? 'voice.none' : count === 1 ? 'voice.one' : 'voice.pauses', { count });
  }

  help() {
    document.querySelector('.help').classList.add('asked');
  }

  dial(number) {
    this.#linkNumber(byId('notice'), number);
  }

  askToLeave() {
    byId('leave').showModal();
  }

  leaveAnswered() {
    byId('leave').close();
  }

  get isAskingToLeave() {
    return byId('leave').open;
  }

  end(titleKey, text, { mayRetry = false, mayWipe = false } = {}) {
    this.leaveAnswered();
    byId('end-title').textContent = this.text(titleKey);
    byId('end-text').textContent = text;
    byId('retry').hidden = !mayRetry;
    byId('wipe').hidden = !mayWipe;
    this.show('end');
  }

  /** Nothing of the conversation stays on the screen. */
  wipe() {
    this.prompt('');
    this.voice(null);
    this.choices([], () => {});
    this.typing(false);
    this.notice('');
    byId('progress').textContent = '';
    this.connection('none');
    document.querySelector('.help').classList.remove('asked');
    this.end('end.wiped.title', this.text('end.wiped'));
  }

  #say(id, text) {
    const element = byId(id);
    element.textContent = text;
    element.hidden = text === '';
  }

  /** The number in a text becomes a link that a telephone dials. */
  #linkNumber(element, number) {
    const at = number ? element.textContent.indexOf(number) : -1;
    if (at < 0) return;
    const link = document.createElement('a');
    link.href = `tel:${number.replace(/[^0-9+*#]/g, '')}`;
    link.textContent = number;
    const text = element.textContent;
    element.replaceChildren(text.slice(0, at), link, text.slice(at + number.length));
  }
}
