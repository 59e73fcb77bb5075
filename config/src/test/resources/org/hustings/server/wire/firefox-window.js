// Before the volunteers' own page, in a Firefox that a test drives: an ear (ear.js) on what comes, and ways to find things by
// the names that a screen reader says.
'use strict';
const Peer = window.RTCPeerConnection;
window.peers = [];
window.RTCPeerConnection = class extends Peer {
  constructor(...given) {
    super(...given);
    window.peers.push(this);
    this.addEventListener('track', event =>
      ear.ready().then(() => ear.hear(event.streams[0] || new MediaStream([event.track]))));
  }
};

window.wrong = [];
addEventListener('error', event => wrong.push(event.message));
addEventListener('unhandledrejection', event => wrong.push(String(event.reason)));

window.find = (() => {
  const called = element => element.getAttribute('aria-label') || element.innerText;

  // The first of them that can be used and that this is said of; it is then in sight. An open dialog hides all else.
  function first(selector, isIt) {
    const all = (document.querySelector('dialog[open]') || document).querySelectorAll(selector);
    const found = [...all].find(element => element.checkVisibility() && !element.disabled && isIt(called(element)));
    found?.scrollIntoView({block: 'center', behavior: 'instant'});
    return found || null;
  }

  return {
    button: name => first('button', said => said.includes(name)),
    heading: name => first('h1, h2, h3', said => said.trim() === name),
    field: name => first('label', said => said.includes(name))?.control || null,
    band: word => first('.band-text strong', said => said.includes(word)),
    text: words => document.body.innerText.includes(words),
  };
})();

// Of the one connection that is up.
window.statistics = async () => {
  const peer = peers.find(one => one.connectionState === 'connected');
  const all = [...(await peer.getStats()).values()];
  const kind = wanted => all.find(one => one.type === wanted) || {};
  const pair = all.find(one => one.type === 'candidate-pair' && one.state === 'succeeded' && one.nominated) || {};
  const local = all.find(one => one.id === pair.localCandidateId) || {};
  const codec = all.find(one => one.type === 'codec' && one.id === kind('outbound-rtp').codecId) || {};
  return JSON.stringify({
    codec: codec.mimeType,
    local: local.address + ' ' + local.protocol + ' ' + local.candidateType,
    lost: kind('inbound-rtp').packetsLost,
    received: kind('inbound-rtp').packetsReceived,
  });
};
