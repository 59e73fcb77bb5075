// What a page hears, sample by sample.
'use strict';
window.ear = (() => {
  let heard = [];
  let listeners = [];
  let context = null;

  async function ready() {
    context = context || new AudioContext();
    await context.resume();
  }

  const length = () => heard.reduce((sum, part) => sum + part.length, 0);

  // Keeps what comes from the other side, at the context's rate.
  function hear(stream) {
    const player = new Audio();
    player.srcObject = stream;
    player.muted = true;
    player.play();
    const source = context.createMediaStreamSource(stream);
    const tap = context.createScriptProcessor(4096, 1, 1);
    tap.onaudioprocess = event => {
      heard.push(new Float32Array(event.inputBuffer.getChannelData(0)));
      listeners = listeners.filter(listener => !listener());
    };
    source.connect(tap);
    tap.connect(context.destination);
    window.keep = [player, source, tap];
  }

  // Waits until as much more was heard.
  function listen(seconds) {
    const enough = length() + seconds * context.sampleRate;
    return new Promise(done => listeners.push(() => length() >= enough && (done('heard'), true)));
  }

  // Sixteen bits a sample, base64, after the rate.
  function recording() {
    const all = new Int16Array(length());
    let at = 0;
    for (const part of heard) {
      for (const sample of part) {
        all[at++] = Math.max(-1, Math.min(1, sample)) * 32767;
      }
    }
    const octets = new Uint8Array(all.buffer);
    let text = '';
    for (let i = 0; i < octets.length; i += 32768) {
      text += String.fromCharCode.apply(null, octets.subarray(i, i + 32768));
    }
    return context.sampleRate + ' ' + btoa(text);
  }

  return {ready, hear, listen, recording};
})();
'ready';
