// One conversation over as many WebSockets as the network needs: text frames are the JSON form of the messages, binary frames are audio.

const SUBPROTOCOL = 'voicestage.v1';
const REFUSED_FROM = 4000; // 4000 + gRPC status, the stable code is the reason
const HANG_UP = 1000;
const LEFT_BEHIND = 4999; // ours, when a socket is given up; to the service a lost stream
const SILENT_MS = 5000;
const BACKOFF_MS = [300, 1000, 2000, 4000, 8000];
const MOST_FAULTS = 3;

/** Codes after which trying again by itself does not help: the person is told what to do. */
const FINAL = new Set(['UNAUTHENTICATED', 'CREDENTIAL_EXPIRED', 'PERMISSION_DENIED', 'ASSESSMENT_CLOSED', 'ASSESSMENT_NOT_FOUND',
  'CONSENT_WITHDRAWN', 'ATTACHED_ELSEWHERE', 'AUDIO_UNSUPPORTED']);
const FAULTS = new Set(['INVALID_MESSAGE', 'INVALID_FIELD', 'OPEN_FIRST', 'ALREADY_OPEN', 'MESSAGE_TOO_LARGE', 'INTERNAL', 'UNIMPLEMENTED']);

export class Connection {
  #socket = null;
  #isOpen = false;
  #wasOpen = false;
  #isOver = false;
  #lastSeq = 0;
  #heardAt = 0;
  #attempts = 0;
  #faults = 0;
  #retry = 0;
  #withoutSound = null; // a prompt whose sound is the next binary frame
  #owed = []; // messages that must arrive whatever happens to the line: a call for help

  /**
   * @param {{ticket: string, open: () => object, audio: import('./sent-audio.js').SentAudio | null,
   *   onMessage: (message: object, sound: ArrayBuffer | null) => void, onState: (state: string) => void, onRefused: (reason: string) => void}} parts
   */
  constructor(parts) {
    Object.assign(this, parts);
    this.watch = setInterval(() => this.#checkSilence(), 1000);
    window.addEventListener('offline', this.#offline = () => this.#lose());
    window.addEventListener('online', this.#online = () => this.#connect());
    this.#connect();
  }

  #offline;
  #online;

  get isOpen() {
    return this.#isOpen;
  }

  /** Whether the service has ever answered: from then on sound is kept over breaks. */
  get wasOpen() {
    return this.#wasOpen;
  }

  /** Sends when the line holds. @returns {boolean} whether it was sent */
  send(message) {
    if (!this.#isOpen) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /** Sends now, or as soon as the line is back. @returns {boolean} whether it was sent now */
  sendWhateverHappens(message) {
    if (this.send(message)) return true;
    this.#owed.push(message);
    return false;
  }

  sendAudio() {
    if (this.#isOpen) {
      this.audio?.flush((announcement, payload) => {
        if (announcement) this.#socket.send(JSON.stringify(announcement));
        this.#socket.send(payload);
      });
    }
  }

  /** Opens again, for example because the microphone has gone. */
  restart() {
    this.#lose();
  }

  /** Nothing more is sent or received. */
  close() {
    this.#isOver = true;
    clearInterval(this.watch);
    clearTimeout(this.#retry);
    window.removeEventListener('offline', this.#offline);
    window.removeEventListener('online', this.#online);
    this.#leave(HANG_UP);
  }

  #connect() {
    if (this.#isOver || this.#socket) return;
    clearTimeout(this.#retry);
    const address = new URL('converse', location.href);
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    address.hash = '';
    const socket = new WebSocket(address, [SUBPROTOCOL, `ticket.${this.ticket}`]);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#withoutSound = null;
    this.#heardAt = performance.now();
    this.onState(this.#wasOpen ? 'lost' : 'opening');
    socket.onopen = () => socket.send(JSON.stringify({ open: this.#opening() }));
    socket.onmessage = ({ data }) => {
      if (socket === this.#socket) this.#take(data);
    };
    socket.onclose = ({ code, reason }) => {
      if (socket === this.#socket) this.#closed(code, reason);
    };
  }

  #opening() {
    const open = this.open();
    if (this.#wasOpen) {
      open.resume = { lastServerSeq: String(this.#lastSeq), nextAudioOffset: String(this.audio?.firstKept ?? 0) };
    }
    return open;
  }

  #take(data) {
    this.#heardAt = performance.now();
    if (typeof data !== 'string') {
      const prompt = this.#withoutSound;
      this.#withoutSound = null;
      if (prompt) this.onMessage(prompt, data);
      return;
    }
    const message = JSON.parse(data);
    this.#lastSeq = Math.max(this.#lastSeq, Number(message.seq ?? 0));
    if (message.opened) this.#opened(message.opened);
    if (message.flow) {
      const { creditOffset = 0, creditSamples = 0, durableAudioOffset = 0 } = message.flow;
      this.audio?.granted(Number(creditOffset) + Number(creditSamples), Number(durableAudioOffset));
      this.sendAudio();
      return;
    }
    this.send({ ack: { serverSeq: String(this.#lastSeq) } });
    if (Number(message.prompt?.audioSampleCount ?? 0) > 0) this.#withoutSound = message;
    else this.onMessage(message, null);
  }

  #opened(opened) {
    this.#isOpen = true;
    this.#wasOpen = true;
    this.#attempts = 0;
    this.audio?.resumeAt(Number(opened.resumeAudioOffset ?? 0));
    this.onState('open');
    for (const message of this.#owed.splice(0)) this.send(message);
  }

  #closed(code, reason) {
    this.#socket = null;
    this.#isOpen = false;
    const why = code >= REFUSED_FROM ? reason : '';
    if (FINAL.has(why)) {
      this.close();
      this.onRefused(why);
    } else if (FAULTS.has(why) && ++this.#faults > MOST_FAULTS) {
      this.close();
      this.onRefused('fault');
    } else {
      this.#later(why === 'DRAINING' ? 0 : undefined);
    }
  }

  #later(delay) {
    if (this.#isOver) return;
    this.onState(this.#wasOpen ? 'lost' : 'opening');
    // Spread, so that a whole ward does not come back in the same instant.
    const wait = delay ?? BACKOFF_MS[Math.min(this.#attempts++, BACKOFF_MS.length - 1)] * (0.75 + Math.random() / 2);
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), wait);
  }

  /** The line is dead although nobody closed it. */
  #lose() {
    this.#leave(LEFT_BEHIND);
    this.#later();
  }

  #leave(code) {
    const socket = this.#socket;
    this.#socket = null;
    this.#isOpen = false;
    socket?.close(code);
  }

  /** Sound waits for credit that does not come: a line that died without a word. */
  #checkSilence() {
    if (this.#socket && performance.now() - this.#heardAt > SILENT_MS && (!this.#isOpen || this.audio?.waits)) this.#lose();
  }
}
