import { stubTypeScript } from '../tslab-parts';
import { display } from './display';

interface TslabContent {
  readonly data: Record<string, unknown>;
  readonly metadata: Record<string, unknown>;
  readonly transient: { readonly display_id?: string };
}
let loaded: unknown;

/** The module 'tslab' as cells import it: its `display` and `newDisplay` show under the cell that calls them. */
export function loadTslab(): unknown {
  if (loaded) return loaded;
  stubTypeScript();
  const jupyter = require('tslab/dist/jupyter.js') as { lastWriteDisplayData: (content: TslabContent, update?: boolean) => void };
  jupyter.lastWriteDisplayData = ({ data, metadata, transient }, update = false) => {
    const displayId = transient.display_id;
    display(data, { metadata, update, ...(displayId === undefined ? {} : { displayId }) });
  };
  loaded = require('tslab');
  return loaded;
}
