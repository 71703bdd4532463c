// Peak memory of a map over 8e7 shared doubles (640 MB), as a share of the data. A process of its own, since the peak is a process's.
import { createPool, distributeData, sharedArray } from 'parallel';

const data = sharedArray(8e7).fill(1);
const pool = createPool(2);
const sum = (part) => {
  let total = 0;
  for (const x of part) total += x;
  return total;
};
await pool.map(sum, distributeData(data, 2));
await pool.close();
console.log(JSON.stringify({ share: (process.resourceUsage().maxRSS * 1024) / data.byteLength }));
