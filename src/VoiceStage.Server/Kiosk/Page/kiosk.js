// The conversation as a person meets it: start, check, one question at a time, the end. Keeps nothing in the browser.

import { Connection } from './connection.js';
import { Microphone, MicrophoneRefused } from './microphone.js';
import { Playback } from './playback.js';
import { SentAudio } from './sent-audio.js';
import { View } from './view.js';

const RATE_HZ = 16000; // one rate for the whole assessment, on every device and also without a microphone
const LONGEST_BREAK_SECONDS = 30; // one megabyte
const WIPE_AFTER_MS = 60_000;
const IDLE_START_MS = 600_000;

const texts = await (await fetch('texts.en.json')).json();
const view = new View(texts);
const [, assessment, ticket] = /^#([A-Za-z0-9_-]{1,128})\.([0-9a-f]{64})$/.exec(location.hash) ?? [];

let context = null;
let microphone = null;
let audio = null;
let playback = null;
let connection = null;
let question = null; // the prompt that waits for an answer
let isPaused = false;
let isHandingOver = false;
let isOver = false;

// ------------------------------------------------------------------------------------------------ start

function begin() {
  if (!('WebSocket' in window) || !('HTMLDialogElement' in window)) {
    view.end('problem.title', view.text('problem.unsupported'));
  } else if (!ticket) {
    view.end('problem.title', view.text('problem.noTicket'));
  } else {
    view.show('start');
  }
}

function makeContext() {
  if (!context && 'AudioContext' in window) {
    context = new AudioContext();
    context.addEventListener('statechange', () => {
      if (context.state !== 'running' && !isOver) context.resume().catch(() => {});
    });
  }
  context?.resume().catch(() => {});
}

async function useMicrophone() {
  makeContext();
  try {
    if (!context) throw new MicrophoneRefused('unsupported');
    audio = new SentAudio(LONGEST_BREAK_SECONDS * RATE_HZ);
    microphone = await Microphone.open(context, RATE_HZ, hear, loseMicrophone);
    view.startNote('');
    view.show('check');
  } catch (refused) {
    audio = null;
    view.startNote(`microphone.${refused.reason ?? 'failed'}`);
  }
}

function dropMicrophone() {
  microphone?.close();
  microphone = null;
  audio = null;
}

function loseMicrophone() {
  dropMicrophone();
  view.hearing(false);
  view.notice(view.text('microphone.lost'));
  if (connection) {
    connection.audio = null;
    connection.restart();
  }
}

function hear(payload, level) {
  view.level(level);
  if (connection?.wasOpen && audio) {
    audio.add(payload);
    connection.sendAudio();
  }
}

function talk() {
  if (connection || isOver) return;
  const speaks = view.wantsSound && (makeContext(), context !== null);
  playback = new Playback(speaks ? context : null, report, showPrompt);
  view.show('talk');
  view.state('thinking');
  view.canBeDone(false);
  view.hearing(microphone !== null);
  connection = new Connection({
    ticket,
    audio,
    open: () => ({
      assessment: `assessments/${assessment}`,
      format: { encoding: 'AUDIO_ENCODING_LINEAR16', sampleRateHz: RATE_HZ },
      capabilities: {
        playsAudio: speaks, showsText: true, hasMicrophone: microphone !== null, client: 'kiosk/1', channel: 'CHANNEL_KIOSK',
        showsVoice: microphone !== null,
        promptFormat: { encoding: 'AUDIO_ENCODING_LINEAR16', sampleRateHz: RATE_HZ },
      },
      ...(microphone && { microphone: microphone.settings() }),
    }),
    onMessage: take,
    onState: (state) => {
      if (state !== 'open') {
        // What was not heard to its end, and what stands unanswered, is asked again after a break.
        playback.clear();
        endTurn();
      }
      view.connection(state);
    },
    onRefused: refuse,
  });
}

// ------------------------------------------------------------------------------------------ conversation

function report({ promptId, state, playedOffset }) {
  connection?.send({ playback: { promptId, state, playedOffset: String(playedOffset), sampleOffset: String(audio?.position ?? 0) } });
}

function take(message, sound) {
  if (message.prompt) playback.add(message.prompt, sound);
  else if (message.stopPrompt) playback.stop(message.stopPrompt.promptId);
  else if (message.speechActivity) showState(message.speechActivity.kind === 'SPEECH_ACTIVITY_KIND_BEGIN');
  else if (message.liveVoice) view.voice(message.liveVoice);
  else if (message.turnEnded) endTurn();
  else if (message.questionState) showProgress(message.questionState);
  else if (message.handoff) showHandoff(message.handoff);
  else if (message.completed) finish(message.completed.text);
}

/** A prompt begins, or none is left to say. */
function showPrompt(prompt) {
  if (prompt) {
    view.prompt(prompt.text, prompt.item);
    if (prompt.expectsAnswer) {
      question = prompt;
      isPaused = false;
      view.paused(false);
      view.choices(prompt.choices ?? [], press);
      view.typing(!(prompt.choices?.length > 0));
      view.connection(connection?.isOpen ? 'open' : 'lost');
    } else if (prompt.kind !== 'PROMPT_KIND_NOTICE') {
      // Crisis words, a hand-over, the closing: the question before it does not stand any more.
      endTurn();
    }
  }
  showState(false);
}

function showState(isHeard) {
  view.canBeDone(microphone !== null && question !== null && !playback.isSpeaking);
  const prompt = playback.current;
  if (isPaused) view.state('paused');
  else if (isHeard) view.state('hearing');
  else if (prompt) view.state(!playback.context ? 'reading' : prompt.interruptible ? 'speaking' : 'mustHear');
  else if (!question) view.state(isHandingOver ? 'handoff' : 'thinking', { target: isHandingOver });
  else if (microphone) view.state('listening');
  else view.state(question.choices?.length > 0 ? 'pressing' : 'typing');
}

function endTurn() {
  question = null;
  view.voice(null);
  view.choices([], press);
  view.typing(false);
  view.canBeDone(false);
  view.state('thinking');
}

let hasRemaining = false;
function showProgress({ remainingCount = 0 }) {
  hasRemaining ||= remainingCount > 0;
  if (hasRemaining) view.progress(remainingCount);
}

function showHandoff({ text, target, dialNumber }) {
  isHandingOver = target;
  view.notice(dialNumber ? `${text} ${dialNumber}` : text);
  if (dialNumber) view.dial(dialNumber);
  showState(false);
}

// ------------------------------------------------------------------------------------------------ buttons

function press(key) {
  playback.readToEnd();
  connection.send({ keypress: { key } });
}

function control(action) {
  return connection?.send({ control: { action: `CONTROL_ACTION_${action}` } });
}

/** Works in every state: before the start, during prompts, without a connection, after the end. */
function askForHelp() {
  view.help();
  if (isOver || !ticket) return;
  if (!connection) {
    if (!microphone) view.startNote('');
    talk();
  }
  const sentNow = connection.sendWhateverHappens({ control: { action: 'CONTROL_ACTION_NEED_HELP_NOW' } });
  view.notice(view.text(sentNow || !connection.wasOpen ? 'help.asked' : 'help.later'));
}

function togglePause() {
  isPaused = !isPaused;
  control(isPaused ? 'PAUSE' : 'RESUME');
  view.paused(isPaused);
  showState(false);
}

function endCall() {
  // Without a connection nobody can be told; the service ends a call that does not come back by itself.
  if (!control('END')) finish('');
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.closest?.('textarea') || view.isAskingToLeave) return;
  if (event.key === '0') askForHelp();
  else if (/^[1-9*#]$/.test(event.key) && connection) press(event.key);
});

view.on('start-voice', useMicrophone);
view.on('start-keys', () => { dropMicrophone(); talk(); });
view.on('check-go', talk);
view.on('check-keys', () => { dropMicrophone(); talk(); });
view.on('done', () => control('DONE'));
view.on('repeat', () => control('REPEAT'));
view.on('skip', () => { playback.readToEnd(); control('SKIP'); });
view.on('pause', togglePause);
view.on('stop', () => view.askToLeave());
view.on('leave-not', () => view.leaveAnswered());
view.on('leave-recording', () => { view.leaveAnswered(); control('STOP_RECORDING'); });
view.on('leave-all', () => { view.leaveAnswered(); endCall(); });
view.on('help', askForHelp);
view.on('retry', () => location.reload());
view.on('wipe', wipe);
view.onTyped((text) => { playback.readToEnd(); connection.send({ text: { text } }); });

// ---------------------------------------------------------------------------------------------------- end

function release() {
  isOver = true;
  dropMicrophone();
  playback?.clear();
  connection?.close();
  context?.close().catch(() => {});
}

function finish(text) {
  release();
  view.connection('none');
  view.end('end.title', text, { mayWipe: true });
  setTimeout(wipe, WIPE_AFTER_MS);
}

function refuse(reason) {
  release();
  view.connection('none');
  const key = `problem.${reason}`;
  view.end('problem.title', view.text(key), { mayRetry: reason === 'ATTACHED_ELSEWHERE' || reason === 'fault', mayWipe: true });
}

/** The next person at this screen finds nothing of this one: not the words, not the link. */
function wipe() {
  history.replaceState(null, '', location.pathname);
  isOver = true;
  view.wipe();
}

setTimeout(() => { if (!connection && !isOver) { dropMicrophone(); wipe(); } }, IDLE_START_MS);
window.addEventListener('hashchange', () => location.reload());
begin();
