import { copyOf, type Parcel, type ParcelResult } from '../../learn/nodes/parcel';
import { pack, unpack, type Packet } from '../../pool/packet';
import type { WirePacket, WireParcel, WireResult } from './messages';

export function toWire({ bytes, aside, shared }: Packet): WirePacket {
  return { bytes, aside: aside.map((buffer) => new Uint8Array(buffer)), shared: shared.map((buffer) => new Uint8Array(buffer).slice()) };
}

/** A list of holes takes few bytes to send, and hours to walk through. */
const MOST_BUFFERS = 100_000;

export function fromWire({ bytes, aside, shared }: WirePacket): Packet {
  if (aside.length > MOST_BUFFERS || shared.length > MOST_BUFFERS) throw new RangeError('It came in too many pieces.');
  // The bytes lie somewhere inside the message: views need buffers of their own.
  return { bytes: bytes.slice(), aside: aside.map((each) => each.slice().buffer), shared: shared.map(copyOf) };
}

export function valueToWire(value: unknown): WirePacket {
  return toWire(pack(value));
}

export function valueFromWire(packet: WirePacket): unknown {
  return unpack(fromWire(packet));
}

export function parcelToWire(parcel: Parcel): WireParcel {
  return { ...parcel, packet: toWire(parcel.packet) };
}

export function parcelFromWire(parcel: WireParcel): Parcel {
  return { ...parcel, packet: fromWire(parcel.packet) };
}

export function resultToWire(result: ParcelResult): WireResult {
  return { ...result, packet: toWire(result.packet) };
}

export function resultFromWire(result: WireResult): ParcelResult {
  return { ...result, packet: fromWire(result.packet) };
}
