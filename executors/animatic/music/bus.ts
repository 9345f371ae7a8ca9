/** Where notes are laid: the dry sound and what goes into the room, two channels each. */
export type Bus = {
  readonly left: Float32Array;
  readonly right: Float32Array;
  readonly roomLeft: Float32Array;
  readonly roomRight: Float32Array;
};

export function newBus(frames: number): Bus {
  const channel = (): Float32Array => new Float32Array(frames);
  return { left: channel(), right: channel(), roomLeft: channel(), roomRight: channel() };
}

/** Drops the first `frames` and makes room for as many new ones at the end. */
export function shift(bus: Bus, frames: number): void {
  for (const channel of Object.values(bus)) {
    channel.copyWithin(0, frames);
    channel.fill(0, channel.length - frames);
  }
}

/** Adds one channel of sound at a place between left and right; `room` is the share that the room hears. */
export function lay(samples: Float32Array, bus: Bus, at: number, { pan, gain, room }: { pan: number; gain: number; room: number }): void {
  const angle = ((pan + 1) * Math.PI) / 4;
  const left = Math.cos(angle) * gain;
  const right = Math.sin(angle) * gain;
  const count = Math.min(samples.length, bus.left.length - at);
  for (let index = 0; index < count; index++) {
    const sample = samples[index] as number;
    const to = at + index;
    bus.left[to] = (bus.left[to] as number) + sample * left;
    bus.right[to] = (bus.right[to] as number) + sample * right;
    bus.roomLeft[to] = (bus.roomLeft[to] as number) + sample * left * room;
    bus.roomRight[to] = (bus.roomRight[to] as number) + sample * right * room;
  }
}
