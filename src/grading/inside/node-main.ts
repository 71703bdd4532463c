/** The process that is one node of the pools which a judge hands to a submission: runs parcels, one after the other. */
import { Socket } from 'node:net';
import { runParcel } from '../../learn/nodes/parcel';
import { Channel } from './channel';
import type { FromNode, ToNode } from './messages';
import { silence } from './silence';
import { parcelFromWire, resultToWire } from './wire';

silence();
const { exit } = process;
const channel = new Channel(new Socket({ fd: 3 }), (message) => void take(message as ToNode), () => exit(0));
const send = (message: FromNode): void => channel.send(message);

process.on('uncaughtException', () => {});
process.on('unhandledRejection', () => {});
send({ ready: true, answer: -1 });

async function take({ ask, parcel }: ToNode): Promise<void> {
  try {
    send({ answer: ask, result: resultToWire(await runParcel(parcelFromWire(parcel))) });
  } catch (error) {
    send({ answer: ask, error: error instanceof Error ? error.message : String(error) });
  }
}
