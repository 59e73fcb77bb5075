// The least that a page does to call with: what the volunteers' own page does, without a screen.
'use strict';
window.page = (() => {
  const paths = '/api/v1/session/browser';
  let pc = null;
  let location = null;
  let tag = null;
  let heard = [];
  let listeners = [];
  let context = null;

  async function api(method, path, body, headers) {
    const answer = await fetch(path, {method, body, headers, credentials: 'same-origin'});
    if (!answer.ok) {
      throw new Error(method + ' ' + path + ': ' + answer.status + ' ' + (await answer.text()));
    }
    return answer;
  }

  async function signIn(login, password) {
    await api('POST', '/api/v1/sign-in', JSON.stringify({login, password}), {'Content-Type': 'application/json'});
    return 'signed in';
  }

  // What comes from the other side, sample by sample, at the context's rate.
  function record(stream) {
    const player = new Audio();
    player.srcObject = stream;
    player.muted = true;
    player.play();
    const source = context.createMediaStreamSource(stream);
    const ear = context.createScriptProcessor(4096, 1, 1);
    ear.onaudioprocess = event => {
      heard.push(new Float32Array(event.inputBuffer.getChannelData(0)));
      listeners = listeners.filter(listener => !listener());
    };
    source.connect(ear);
    ear.connect(context.destination);
    window.keep = [player, source, ear];
  }

  // So that a test says where it hangs.
  function within(seconds, what, promise) {
    const state = () => what + ': ' + (pc ? pc.connectionState + ', ' + pc.iceConnectionState + ', ' + pc.iceGatheringState : 'no connection');
    return Promise.race([promise,
      new Promise((_, late) => setTimeout(() => late(new Error('too late: ' + state())), seconds * 1000))]);
  }

  // By relay alone if its transport is named, as where nothing else gets through.
  async function configuration(relay) {
    const servers = await (await api('GET', paths + '/ice-servers')).json();
    return relay === undefined
      ? {iceServers: servers}
      : {iceServers: servers.map(one => ({...one, urls: one.urls.filter(url => url.endsWith('transport=' + relay))})), iceTransportPolicy: 'relay'};
  }

  async function connect(relay) {
    context = context || new AudioContext();
    await within(20, 'audio', context.resume());
    const mic = await within(20, 'microphone', navigator.mediaDevices.getUserMedia(
      {audio: {echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1}}));
    pc = new RTCPeerConnection(await configuration(relay));
    pc.ontrack = event => record(event.streams[0] || new MediaStream([event.track]));
    mic.getTracks().forEach(track => pc.addTrack(track, mic));
    await pc.setLocalDescription(await pc.createOffer());
    const answer = await api('POST', paths, pc.localDescription.sdp, {'Content-Type': 'application/sdp'});
    location = answer.headers.get('Location');
    tag = answer.headers.get('ETag');
    await pc.setRemoteDescription({type: 'answer', sdp: await answer.text()});
    await within(40, 'connecting', connected());
    return location;
  }

  function connected() {
    return new Promise((done, failed) => {
      const look = () => {
        if (pc.connectionState === 'connected') {
          done();
        } else if (pc.connectionState === 'failed') {
          pc.getStats().then(all => failed(new Error('the connection failed: ' + pc.iceConnectionState + ' '
            + JSON.stringify([...all.values()].filter(one => /candidate|transport/.test(one.type))))));
        }
      };
      pc.addEventListener('connectionstatechange', look);
      look();
    });
  }

  function line(sdp, name) {
    return sdp.split(/\r?\n/).find(found => found.startsWith('a=' + name + ':'));
  }

  // Restarts ICE as RFC 9725 section 4.3.3 says.
  async function restart() {
    const offer = await pc.createOffer({iceRestart: true});
    await pc.setLocalDescription(offer);
    const fragment = [line(offer.sdp, 'ice-ufrag'), line(offer.sdp, 'ice-pwd'), 'm=audio 9 RTP/AVP 0', 'a=mid:0', ''];
    const answer = await api('PATCH', location, fragment.join('\r\n'),
      {'Content-Type': 'application/trickle-ice-sdpfrag', 'If-Match': '*'});
    tag = answer.headers.get('ETag');
    const ours = await answer.text();
    let sdp = pc.remoteDescription.sdp;
    for (const name of ['ice-ufrag', 'ice-pwd']) {
      sdp = sdp.replace(line(sdp, name), line(ours, name));
    }
    await pc.setRemoteDescription({type: 'answer', sdp});
    await within(40, 'restarting', pairs());
    return tag;
  }

  // Waits until checks with the new credentials have succeeded.
  async function pairs() {
    const wanted = line(pc.localDescription.sdp, 'ice-ufrag').split(':')[1];
    for (;;) {
      const all = [...(await pc.getStats()).values()];
      const local = new Map(all.filter(one => one.type === 'local-candidate').map(one => [one.id, one]));
      const done = all.some(one => one.type === 'candidate-pair' && one.state === 'succeeded' && one.nominated
        && (!('usernameFragment' in (local.get(one.localCandidateId) || {})) || local.get(one.localCandidateId).usernameFragment === wanted));
      if (done) {
        return;
      }
      await new Promise(again => requestAnimationFrame(again));
    }
  }

  async function statistics() {
    const all = [...(await pc.getStats()).values()];
    const kind = wanted => all.find(one => one.type === wanted && (one.kind || 'audio') === 'audio') || {};
    const codec = all.find(one => one.type === 'codec' && one.id === kind('outbound-rtp').codecId) || {};
    const transport = all.find(one => one.type === 'transport') || {};
    const pair = all.find(one => one.id === transport.selectedCandidatePairId) || {};
    const local = all.find(one => one.id === pair.localCandidateId) || {};
    return JSON.stringify({
      local: local.candidateType,
      relay: local.relayProtocol,
      state: pc.connectionState,
      codec: codec.mimeType,
      lost: kind('inbound-rtp').packetsLost,
      received: kind('inbound-rtp').packetsReceived,
      lostThere: kind('remote-inbound-rtp').packetsLost,
      dtls: transport.dtlsState,
    });
  }

  // Waits until as much more was heard.
  function listen(seconds) {
    const length = () => heard.reduce((sum, part) => sum + part.length, 0);
    const enough = length() + seconds * context.sampleRate;
    return new Promise(done => listeners.push(() => length() >= enough && (done('heard'), true)));
  }

  async function hangUp() {
    await api('DELETE', location);
    return 'hung up';
  }

  // Sixteen bits a sample, base64, after the rate.
  function recording() {
    const all = new Int16Array(heard.reduce((sum, part) => sum + part.length, 0));
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

  return {signIn, connect, restart, statistics, listen, hangUp, recording};
})();
'ready';
