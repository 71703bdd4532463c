import { send } from './channel';
import { currentCell } from './context';
import { flush } from './output';
import type { Frame } from '../frames';

type Data = Record<string, unknown>;
type Listener = (data: Data) => void;

/** An open line between the notebook's front end and a cell. */
export interface Comm {
  readonly id: string;
  readonly target: string;
  onMessage: Listener;
  onClose: Listener;
  send(data: Data): void;
  close(data?: Data): void;
}
const targets = new Map<string, (comm: Comm, data: Data) => void>();
const comms = new Map<string, Comm>();

/** From now on a front end may open a comm to this target. */
export function registerTarget(name: string, onOpen: (comm: Comm, data: Data) => void): void {
  targets.set(name, onOpen);
}

export function handleComm(type: string, frame: Frame): void {
  const id = frame.comm as string;
  const data = (frame.data ?? {}) as Data;
  if (type === 'comm_open') {
    const onOpen = targets.get(frame.target as string);
    if (!onOpen) return tell('comm_close', id, {});
    const comm = makeComm(id, frame.target as string);
    comms.set(id, comm);
    tell('comm_known', id, {}, comm.target);
    onOpen(comm, data);
  } else if (type === 'comm_msg') comms.get(id)?.onMessage(data);
  else {
    const comm = comms.get(id);
    comms.delete(id);
    comm?.onClose(data);
  }
}

function makeComm(id: string, target: string): Comm {
  return {
    id,
    target,
    onMessage: () => undefined,
    onClose: () => undefined,
    send: (data) => tell('comm_msg', id, data),
    close: (data = {}) => {
      if (comms.delete(id)) tell('comm_close', id, data);
    },
  };
}

function tell(type: string, id: string, data: Data, target?: string): void {
  flush();
  send({ kind: 'comm', type, comm: id, target, data, cell: currentCell()?.id });
}
