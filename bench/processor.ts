import { readFileSync } from 'node:fs'

/** Seconds of a processor that a process took so far, its own and the system's for it (proc(5): utime and stime, in hundredths). What others do on the machine is not in it. */
export function processorOf(pid: number): number {
  const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) (?=[A-Z] )/)
  const fields = rest.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}
