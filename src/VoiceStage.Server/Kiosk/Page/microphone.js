// The microphone: opened without echo cancellation, noise suppression and gain control, which would change the voice; what the browser did is reported.

export class MicrophoneRefused extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason; // a key of the texts: microphone.REASON
  }
}

export class Microphone {
  #stream;
  #source;
  #node;

  /** @param {AudioContext} context @param {number} sampleRateHz @param {(payload: ArrayBuffer, level: number) => void} onFrame @param {() => void} onLost */
  static async open(context, sampleRateHz, onFrame, onLost) {
    if (!window.isSecureContext) throw new MicrophoneRefused('insecure');
    if (!navigator.mediaDevices?.getUserMedia || !context.audioWorklet) throw new MicrophoneRefused('unsupported');
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1 },
      });
    } catch (error) {
      throw new MicrophoneRefused({ NotAllowedError: 'denied', SecurityError: 'denied', NotFoundError: 'none', OverconstrainedError: 'none' }[error.name] ?? 'failed');
    }
    const microphone = new Microphone();
    microphone.#stream = stream;
    try {
      await context.audioWorklet.addModule('capture-worklet.js');
      microphone.#source = context.createMediaStreamSource(stream);
      microphone.#node = new AudioWorkletNode(context, 'capture', {
        numberOfInputs: 1, numberOfOutputs: 1, channelCount: 1, channelCountMode: 'explicit', processorOptions: { sampleRateHz },
      });
      microphone.#node.port.onmessage = ({ data }) => onFrame(data.payload, data.level);
      // Its output is silence; only what leads to the loudspeaker is run.
      microphone.#source.connect(microphone.#node).connect(context.destination);
      stream.getAudioTracks()[0].addEventListener('ended', onLost);
    } catch {
      microphone.close();
      throw new MicrophoneRefused('failed');
    }
    return microphone;
  }

  /** What the browser really does, as `open.microphone`; what it does not say is left out. */
  settings() {
    const track = this.#stream.getAudioTracks()[0].getSettings();
    const settings = {};
    for (const name of ['echoCancellation', 'noiseSuppression', 'autoGainControl']) {
      if (typeof track[name] === 'boolean') settings[name] = track[name];
      else if (typeof track[name] === 'string') settings[name] = true; // newer browsers name the kind of cancellation
    }
    if (Number.isInteger(track.sampleRate)) settings.deviceSampleRateHz = track.sampleRate;
    return settings;
  }

  close() {
    this.#node?.port.close();
    this.#node?.disconnect();
    this.#source?.disconnect();
    this.#stream?.getTracks().forEach((track) => track.stop());
  }
}
