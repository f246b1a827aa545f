// Runs on the audio thread: brings what the microphone gives to the one rate of the call, in frames of 20 ms.

const ZERO_CROSSINGS = 48;
const CUT_OFF = 0.96; // of half the call's rate: at 16 kHz flat to 7.2 kHz, and what would fold back below 7.6 kHz is gone
const STEPS = 256;

// A windowed sinc, tabulated finely and read with linear interpolation, so that any ratio of rates works.
function kernel() {
  const table = new Float32Array(ZERO_CROSSINGS * STEPS + 2);
  for (let i = 0; i < table.length - 1; i++) {
    const x = i / STEPS;
    const window = 0.42 + 0.5 * Math.cos(Math.PI * x / ZERO_CROSSINGS) + 0.08 * Math.cos(2 * Math.PI * x / ZERO_CROSSINGS);
    table[i] = (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)) * Math.max(0, window);
  }
  return table;
}

class Capture extends AudioWorkletProcessor {
  constructor(options) {
    super();
    this.target = options.processorOptions.sampleRateHz;
    this.frame = new Int16Array(this.target / 50);
    this.filled = 0;
    this.energy = 0;
    this.table = kernel();
    this.step = sampleRate / this.target;
    this.scale = Math.min(1, this.target / sampleRate) * CUT_OFF;
    this.reach = Math.ceil(ZERO_CROSSINGS / this.scale);
    this.held = new Float32Array(2 * this.reach + 1024);
    this.count = this.reach; // begins in silence
    this.at = this.reach;
  }

  process(inputs) {
    const channels = inputs[0];
    const length = channels.length > 0 ? channels[0].length : 128;
    if (this.count + length > this.held.length) {
      const from = Math.floor(this.at) - this.reach;
      this.held.copyWithin(0, from, this.count);
      this.count -= from;
      this.at -= from;
    }
    for (let i = 0; i < length; i++) {
      // Without a channel the device is silent or gone; time goes on.
      this.held[this.count + i] = channels.length > 0 ? channels[0][i] : 0;
    }
    this.count += length;
    if (this.step === 1) {
      while (this.at < this.count) this.push(this.held[this.at++]);
      return true;
    }
    while (this.at + this.reach < this.count) {
      this.push(this.interpolate());
      this.at += this.step;
    }
    return true;
  }

  interpolate() {
    const centre = Math.floor(this.at);
    let sum = 0;
    for (let i = centre - this.reach + 1; i <= centre + this.reach; i++) {
      const x = Math.abs(i - this.at) * this.scale * STEPS;
      const k = Math.floor(x);
      if (k < this.table.length - 1) {
        const part = x - k;
        sum += this.held[i] * (this.table[k] * (1 - part) + this.table[k + 1] * part);
      }
    }
    return sum * this.scale;
  }

  push(sample) {
    const clipped = Math.max(-1, Math.min(1, sample));
    this.energy += clipped * clipped;
    this.frame[this.filled++] = Math.round(clipped * 32767);
    if (this.filled === this.frame.length) {
      const payload = this.frame.slice().buffer;
      this.port.postMessage({ payload, level: Math.sqrt(this.energy / this.filled) }, [payload]);
      this.filled = 0;
      this.energy = 0;
    }
  }
}

registerProcessor('capture', Capture);
