// The least that a page does to call with: what the volunteers' own page does, without a screen. Hears with ear.js.
'use strict';
window.page = (() => {
  const paths = '/api/v1/session/browser';
  let pc = null;
  let location = null;
  let tag = null;

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
    await within(20, 'audio', ear.ready());
    const mic = await within(20, 'microphone', navigator.mediaDevices.getUserMedia(
      {audio: {echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1}}));
    pc = new RTCPeerConnection(await configuration(relay));
    pc.ontrack = event => ear.hear(event.streams[0] || new MediaStream([event.track]));
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

  async function hangUp() {
    await api('DELETE', location);
    return 'hung up';
  }

  return {signIn, connect, restart, statistics, hangUp};
})();
'ready';
