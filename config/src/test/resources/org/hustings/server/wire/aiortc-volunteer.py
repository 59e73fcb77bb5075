"""A volunteer at aiortc: aiortc-volunteer.py LOCAL-ADDRESS VOICE.wav

Reads JSON arrays, [verb, argument ...], one a line; answers each with {"value": ...} or {"error": "..."}.
"""
import asyncio
import base64
import fractions
import http.cookiejar
import json
import sys
import time
import traceback
import urllib.request
import wave

import aioice.ice
from aiortc import MediaStreamTrack, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError
from av import AudioFrame

RATE = 8000
PACKET = 160
SECONDS_TO_CONNECT = 20

LOCAL, VOICE = sys.argv[1:3]

# aioice offers every address but the loopback's; here it is the other way round.
aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: [LOCAL]


class Mouth(MediaStreamTrack):
    """Silence until told to say the voice, 20 ms at a time, and silence again."""

    kind = "audio"

    def __init__(self, voice):
        super().__init__()
        self.voice = voice
        self.at = None
        self.sent = 0
        self.begun = None

    async def recv(self):
        self.begun = self.begun or time.monotonic()
        await asyncio.sleep(max(0, self.begun + self.sent / RATE - time.monotonic()))
        sound = bytes(2 * PACKET)
        if self.at is not None:
            sound = self.voice[self.at : self.at + 2 * PACKET].ljust(2 * PACKET, b"\0")
            self.at += 2 * PACKET
        frame = AudioFrame(format="s16", layout="mono", samples=PACKET)
        frame.planes[0].update(sound)
        frame.pts = self.sent
        frame.sample_rate = RATE
        frame.time_base = fractions.Fraction(1, RATE)
        self.sent += PACKET
        return frame


class Volunteer:
    def __init__(self):
        with wave.open(VOICE) as sound:
            self.mouth = Mouth(sound.readframes(sound.getnframes()))
        self.cookies = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )
        self.heard = bytearray()
        self.more = asyncio.Event()
        self.peer = None
        self.server = None

    async def post(self, path, body, kind):
        request = urllib.request.Request(
            self.server + path, body.encode(), {"Content-Type": kind, "Hustings-Request": "1"}
        )
        return await asyncio.to_thread(self.cookies.open, request)

    async def sign_in(self, server, login, password):
        self.server = server
        secret = json.dumps({"login": login, "password": password})
        await self.post("/api/v1/sign-in", secret, "application/json")

    async def connect(self):
        self.peer = RTCPeerConnection()
        self.peer.addTrack(self.mouth)
        self.peer.on("track", lambda track: asyncio.ensure_future(self.hear(track)))
        through = asyncio.Event()
        self.peer.on("connectionstatechange", lambda: self.peer.connectionState == "connected" and through.set())
        await self.peer.setLocalDescription(await self.peer.createOffer())
        answer = await self.post("/api/v1/session/browser", self.peer.localDescription.sdp, "application/sdp")
        sdp = answer.read().decode()
        await self.peer.setRemoteDescription(RTCSessionDescription(sdp=sdp, type="answer"))
        await asyncio.wait_for(through.wait(), SECONDS_TO_CONNECT)
        return answer.headers["Location"]

    async def hear(self, track):
        try:
            while True:
                frame = await track.recv()
                self.heard += bytes(frame.planes[0])[: 2 * frame.samples]
                self.more.set()
        except MediaStreamError:
            pass

    async def say(self):
        self.mouth.at = 0

    async def listen(self, seconds):
        enough = len(self.heard) + 2 * RATE * seconds
        while len(self.heard) < enough:
            self.more.clear()
            await asyncio.wait_for(self.more.wait(), SECONDS_TO_CONNECT)

    async def recording(self):
        return base64.b64encode(bytes(self.heard)).decode()

    async def leave(self):
        await self.peer.close()


async def main():
    volunteer = Volunteer()
    while True:
        line = await asyncio.to_thread(sys.stdin.readline)
        if not line:
            break
        verb, *arguments = json.loads(line)
        try:
            answer = {"value": await getattr(volunteer, verb)(*arguments)}
        except Exception:
            answer = {"error": traceback.format_exc()}
        print(json.dumps(answer), flush=True)
    if volunteer.peer is not None:
        await volunteer.peer.close()


asyncio.run(main())
