// Says prompts one after the other and reports what was really heard: the end is when the loudspeaker has sounded it.

const READING_SECONDS_PER_CHARACTER = 0.05; // a slow reader: about 200 words a minute
const SHORTEST_READING_SECONDS = 1;

export class Playback {
  #queue = [];
  #current = null;

  /** @param {AudioContext | null} context null shows the text only @param {(report: {promptId: string, state: string, playedOffset: number}) => void} report @param {(prompt: object | null) => void} onPrompt */
  constructor(context, report, onPrompt) {
    Object.assign(this, { context, report, onPrompt });
  }

  get isSpeaking() {
    return this.#current !== null;
  }

  get current() {
    return this.#current?.prompt ?? null;
  }

  add(prompt, sound) {
    this.#queue.push({ prompt, sound });
    if (!this.#current) this.#begin();
  }

  /** The service asks to stop one. */
  stop(promptId) {
    this.#queue = this.#queue.filter((waiting) => waiting.prompt.id !== promptId);
    if (this.#current?.prompt.id === promptId) this.#cut();
  }

  /** The stream is gone: everything not heard to its end is asked again by the service. */
  clear() {
    this.#queue = [];
    if (this.#current) this.#cut();
  }

  /** Whoever reads and presses has read: there is no sound to wait for. */
  readToEnd() {
    while (this.#current && !this.#current.source) this.#finish(this.#current);
  }

  #begin() {
    const next = this.#queue.shift();
    if (!next) {
      this.onPrompt(null);
      return;
    }
    const playing = { ...next, startedAt: performance.now(), rate: next.prompt.audioFormat?.sampleRateHz ?? 16000,
      from: Number(next.prompt.audioStartOffset ?? 0), length: Number(next.prompt.audioSampleCount ?? 0), timer: 0, source: null };
    this.#current = playing;
    this.onPrompt(next.prompt);
    this.report({ promptId: next.prompt.id, state: 'PLAYBACK_STATE_STARTED', playedOffset: playing.from });
    if (this.context && next.sound) {
      this.#sound(playing);
    } else {
      const seconds = Math.max(SHORTEST_READING_SECONDS, next.prompt.text.length * READING_SECONDS_PER_CHARACTER);
      playing.timer = setTimeout(() => this.#finish(playing), seconds * 1000);
    }
  }

  #sound(playing) {
    const coded = new DataView(playing.sound);
    const samples = new Float32Array(playing.sound.byteLength >> 1);
    for (let i = 0; i < samples.length; i++) samples[i] = coded.getInt16(2 * i, true) / 32768;
    const buffer = this.context.createBuffer(1, Math.max(1, samples.length), playing.rate);
    buffer.copyToChannel(samples, 0);
    playing.source = this.context.createBufferSource();
    playing.source.buffer = buffer;
    playing.source.connect(this.context.destination);
    playing.source.onended = () => {
      // Rendered is not yet sounded: the device holds this much.
      const latency = (this.context.outputLatency ?? 0) + (this.context.baseLatency ?? 0);
      playing.timer = setTimeout(() => this.#finish(playing), latency * 1000);
    };
    playing.source.start();
    playing.startedAt = performance.now();
  }

  #finish(playing) {
    if (this.#current !== playing) return;
    clearTimeout(playing.timer);
    this.#current = null;
    this.report({ promptId: playing.prompt.id, state: 'PLAYBACK_STATE_FINISHED', playedOffset: playing.from + playing.length });
    this.#begin();
  }

  #cut() {
    const playing = this.#current;
    this.#current = null;
    clearTimeout(playing.timer);
    if (playing.source) {
      playing.source.onended = null;
      playing.source.stop();
    }
    const played = Math.round((performance.now() - playing.startedAt) / 1000 * playing.rate);
    this.report({
      promptId: playing.prompt.id, state: 'PLAYBACK_STATE_STOPPED',
      playedOffset: playing.from + (playing.source ? Math.min(played, playing.length) : 0),
    });
    this.#begin();
  }
}
