const HOUR = 3_600_000
/** Before the beginning and after the end, how long the door is open. */
const BEFORE = 12 * HOUR
const AFTER = 24 * HOUR
/** Pictures of one event. */
export const MOST_PICTURES = 6

type Span = { starts_at: Date; ends_at: Date; cancelled_at: Date | null }

/** Whether somebody can be checked in now. */
export function isDoorOpen({ starts_at, ends_at, cancelled_at }: Span, now: Date): boolean {
  return !cancelled_at && now.getTime() > starts_at.getTime() - BEFORE && now.getTime() < ends_at.getTime() + AFTER
}

/** When a press at the door counts: as the phone's clock says, but neither before the door was open nor later than now. */
export function pressedAt(at: Date, { starts_at }: Span, now: Date): Date {
  const earliest = starts_at.getTime() - BEFORE
  return new Date(Math.min(now.getTime(), Math.max(earliest, at.getTime())))
}

/** Whether it can be told what came of it: from the beginning on. */
export function canBeTold({ starts_at, cancelled_at }: Span, now: Date): boolean {
  return !cancelled_at && now >= starts_at
}
