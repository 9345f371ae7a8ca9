const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

const minute = 60;
const hour = 60 * minute;
const days = 24 * hour;

/** `just now`, `5 minutes ago`, `yesterday`; after a week the date. Times are RFC 3339, `now` in milliseconds. */
export function agoWords(at: string, now = Date.now()): string {
  const seconds = (now - Date.parse(at)) / 1000;
  if (seconds < minute) return 'just now';
  if (seconds < hour) return relative.format(-Math.round(seconds / minute), 'minute');
  if (seconds < days) return relative.format(-Math.round(seconds / hour), 'hour');
  if (seconds < 7 * days) return relative.format(-Math.round(seconds / days), 'day');
  return day.format(Date.parse(at));
}
