// What was captured and is not known to be safe: bounded, kept until the service says that it is on disk, sent only within credit.

export class SentAudio {
  #frames = []; // { offset, payload, count }, in order, without gaps between neighbours unless frames were dropped
  #next = 0; // index of the next frame to send
  #grantedUpTo = 0;
  #announced = -1; // offset at which the service expects the next binary frame
  #isDiscontinuous = false;

  /** @param {number} mostSamples the longest break that loses nothing */
  constructor(mostSamples) {
    this.mostSamples = mostSamples;
    this.position = 0; // offset of the next captured sample
  }

  add(payload) {
    const count = payload.byteLength / 2;
    this.#frames.push({ offset: this.position, payload, count });
    this.position += count;
    while (this.position - this.#frames[0].offset > this.mostSamples) {
      this.#frames.shift();
      if (this.#next > 0) this.#next--;
      else this.#isDiscontinuous = true; // it was never sent: missing is said to be missing
    }
  }

  /** Offset of the first sample that can still be sent. */
  get firstKept() {
    return this.#frames.length > 0 ? this.#frames[0].offset : this.position;
  }

  /** Whether something waits for credit. */
  get waits() {
    return this.#next < this.#frames.length;
  }

  /** A stream is open: goes on from where the service stands. */
  resumeAt(offset) {
    this.#announced = -1;
    this.#grantedUpTo = offset;
    this.#isDiscontinuous = false;
    if (this.position < offset) this.position = offset;
    this.#frames = this.#frames.filter((frame) => frame.offset + frame.count > offset);
    this.#next = 0;
  }

  granted(upTo, durableUpTo) {
    this.#grantedUpTo = Math.max(this.#grantedUpTo, upTo);
    while (this.#next > 0 && this.#frames[0].offset + this.#frames[0].count <= durableUpTo) {
      this.#frames.shift();
      this.#next--;
    }
  }

  /** Sends what credit allows. @param {(announcement: object | null, payload: ArrayBuffer) => void} send */
  flush(send) {
    while (this.waits) {
      const frame = this.#frames[this.#next];
      if (frame.offset + frame.count > this.#grantedUpTo) return;
      const discontinuity = this.#isDiscontinuous;
      const announcement = frame.offset === this.#announced && !discontinuity ? null : { audio: { sampleOffset: String(frame.offset), discontinuity } };
      send(announcement, frame.payload);
      this.#isDiscontinuous = false;
      this.#announced = frame.offset + frame.count;
      this.#next++;
    }
  }
}
