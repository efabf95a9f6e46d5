import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** By how much the heap may outgrow what lives in it before it is collected, in per cent; 0 leaves it to V8. */
const GROWTH = 30

let underWay = 0

/**
 * Runs long work that leaves much garbage behind, with a heap that is collected before it grows: V8 would let it reach four times
 * what lives in it while the machine has room. One of the few flags that V8 reads anew at each collection, so it may change.
 */
export async function lean<T>(work: () => Promise<T>): Promise<T> {
  if (underWay++ === 0) {
    setFlagsFromString(`--heap-growing-percent=${GROWTH}`)
    collect()
  }
  try {
    return await work()
  } finally {
    if (--underWay === 0) setFlagsFromString('--heap-growing-percent=0')
  }
}

/** Once, since the bound of today was set at the last collection. */
function collect(): void {
  setFlagsFromString('--expose-gc')
  const gc: () => void = runInNewContext('gc')
  gc()
}
