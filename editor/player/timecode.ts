/** `83.4` at 30 frames a second → `1:23:12`, minutes, seconds and frames. */
export function timecode(seconds: number, fps: number): string {
  const rate = Math.round(fps);
  const frames = Math.floor(Math.max(0, seconds) * fps + 1e-3);
  const whole = Math.floor(frames / rate);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(whole / 60)}:${two(whole % 60)}:${two(frames % rate)}`;
}
