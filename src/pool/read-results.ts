import type { Call } from './call';
import { unpackValue } from './capture/index';
import type { InOrder } from './in-order';
import type { Progress } from './progress';

export interface StartedCall {
  readonly call: Call;
  /** Resolves when all chunks ran, rejects with what ended the call. */
  readonly ended: Promise<void>;
  readonly bar: Progress | undefined;
}

/** A call's results, one by one. The call starts with the first read, and is stopped when the reader leaves. */
export async function* readResults<R>(f: Function, order: InOrder, start: () => StartedCall, endItems: () => void): AsyncGenerator<R, void, undefined> {
  const { call, ended, bar } = start();
  // A cancelled call brings no more chunks: its error is what the reader gets next.
  ended.catch((reason: unknown) => order.break(reason));
  let phase: 'done' | 'failed' = 'failed';
  try {
    for (;;) {
      call.attend(true);
      const values = await order.read();
      call.attend(false);
      if (!values) break;
      for (let index = 0; index < values.length; index++) {
        bar?.add(1);
        yield unpackValue(values[index], f) as R;
      }
    }
    phase = 'done';
  } finally {
    order.end();
    endItems();
    call.attend(true);
    await call.cancel(undefined);
    bar?.end(phase);
  }
}
