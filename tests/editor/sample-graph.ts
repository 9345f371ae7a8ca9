import { emptyGraph, type Graph } from '#graphs/document.ts';

/** brief → plan → frames → clips → film, with the shots of the plan going to the clips as well. */
export function sampleGraph(): Graph {
  return {
    ...emptyGraph('Sample'),
    nodes: {
      brief: { type: 'prompt', params: { text: 'A storm.' }, at: [0, 0] },
      better: { type: 'enhance-prompt', at: [300, 0] },
      plan: { type: 'planner', params: { shots: 3 }, at: [600, 0] },
      frames: { type: 'keyframe', at: [900, 0] },
      clips: { type: 'flf2v', at: [1200, 0] },
      film: { type: 'concat', at: [1500, 0] },
    },
    edges: [
      { from: 'brief.text', to: 'better.text' },
      { from: 'better.text', to: 'plan.brief' },
      { from: 'plan.keyframes', to: 'frames.prompt' },
      { from: 'frames.image', to: 'clips.keyframes' },
      { from: 'plan.shots', to: 'clips.shots' },
      { from: 'clips.clips', to: 'film.clips' },
    ],
    inputs: { text: 'brief.text' },
  };
}
