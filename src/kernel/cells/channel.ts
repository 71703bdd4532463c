import fs from 'node:fs';
import net from 'node:net';
import { encodeFrame, FrameReader, type Frame } from '../frames';

const INPUT = 3;
const OUTPUT = 4;
const { writeSync } = fs;

let token = '';

/**
 * Sends a frame to the front, at once: what a cell prints before the process dies has left it. A full pipe makes the
 * cell wait, so that a loop that prints can't fill the memory. Each frame carries a token that only this module knows.
 */
export function send(frame: object): void {
  const bytes = encodeFrame({ token, ...frame });
  for (let sent = 0; sent < bytes.length;) sent += writeSync(OUTPUT, bytes, sent);
}

/** Calls `onFrame` for each frame from the front; the first one brings the token. */
export function listen(onFrame: (frame: Frame) => void, onEnd: () => void): void {
  const reader = new FrameReader();
  const socket = new net.Socket({ fd: INPUT, readable: true, writable: false });
  socket.on('data', (chunk: Buffer) => {
    for (const frame of reader.push(chunk)) {
      if (frame.kind === 'start') token = frame.token as string;
      onFrame(frame);
    }
  });
  socket.on('close', onEnd);
}
