// Numbers, times and telephone numbers as people read them.

/** (919) 555-0182 for North America, groups for the rest. */
export function telephone(e164: string): string {
  const american = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(e164)
  if (american) {
    return `(${american[1]}) ${american[2]}-${american[3]}`
  }
  return e164.replace(/^(\+\d{2})(\d{3})(\d{3})(\d+)$/, '$1 $2 $3 $4')
}

/** 2:13 or 1:02:11. */
export function stopwatch(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const two = (n: number) => String(n).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

/** "at 4:10 PM" today, "tomorrow at 9:00 AM", else with the weekday; in the reader's own zone unless one is given. */
export function when(instant: number, now: number, locale: string, zone?: string): string {
  const at = inZone(zone)
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', ...at }).format(instant)
  const days = dayNumber(instant, zone) - dayNumber(now, zone)
  if (days === 0) {
    return time
  }
  const day =
    days === 1
      ? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(1, 'day')
      : new Intl.DateTimeFormat(locale, days < 7 ? { weekday: 'long', ...at } : { weekday: 'long', day: 'numeric', month: 'long', ...at }).format(instant)
  return `${day}, ${time}`
}

export function clock(instant: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(instant)
}

function inZone(zone: string | undefined): Intl.DateTimeFormatOptions {
  return zone === undefined ? {} : { timeZone: zone }
}

function dayNumber(instant: number, zone: string | undefined): number {
  const parts = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', ...inZone(zone) }).format(instant)
  return Date.parse(parts + 'T00:00:00Z') / 86_400_000
}

/** `09:00` as 9:00 AM. */
export function timeOfDay(text: string, locale: string): string {
  const [hours, minutes] = text.split(':').map(Number)
  return new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).format(
    Date.UTC(2000, 0, 1, hours, minutes),
  )
}

export function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name
}
