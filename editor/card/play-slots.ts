/** Videos that play at once; more would stutter and heat the machine. */
const most = 3;
const playing: HTMLVideoElement[] = [];

/** Plays a preview, silencing the one that has played longest when there are too many. */
export function play(video: HTMLVideoElement): void {
  stop(video);
  playing.push(video);
  while (playing.length > most) playing.shift()?.pause();
  video.play().catch(() => {
    // the element went away, or the browser saves power: the poster stays
  });
}

export function stop(video: HTMLVideoElement): void {
  const index = playing.indexOf(video);
  if (index >= 0) playing.splice(index, 1);
  video.pause();
}
