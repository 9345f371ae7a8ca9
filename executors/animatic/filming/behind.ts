import { aspectOf } from '../drawing/actor.ts';
import type { Placed } from './placed.ts';
import { heightOf, type Plan } from './placing.ts';

/** Buildings and trees in the back row, away from the lead. */
export function landmarks(plan: Plan): Placed[] {
  const { stage, site, scene, side } = plan;
  const tall = stage.height > stage.width;
  return scene.subjects
    .filter(({ role, place }) => role === 'landmark' && place !== 'sky')
    .map((subject, index) => {
      const height = heightOf(plan, subject);
      const half = (height * aspectOf(subject)) / 2;
      const alone = scene.subjects.every(({ role }) => role === 'landmark');
      const away = -side * (tall ? 0.2 : 0.25) * (index === 0 ? 1 : -1.25) * (alone && site.landmarks === undefined ? 0.5 : 1);
      const x = Math.min(stage.width - half * 0.85, Math.max(half * 0.85, stage.width * (0.5 + away)));
      const float = subject.place === 'water' && site.water;
      return {
        key: subject.id,
        subject,
        height: float ? height * 0.7 : Math.min(height, site.back.foot(x) - stage.height * 0.125),
        x,
        y: float ? float.level - stage.span * 0.01 : site.back.foot(x) + stage.span * 0.006,
        flip: away > 0,
        depth: (float ? float.depth : site.back.depth) + 0.001,
      };
    });
}

/** What flies: high, opposite to the lead, smaller where it is not the lead. */
export function aloft(plan: Plan): Placed[] {
  const { stage, scene, side, jitter } = plan;
  return scene.subjects
    .filter(({ place, rides }) => place === 'sky' && !rides)
    .map((subject, index) => {
      const lead = subject.role === 'lead';
      const height = Math.min(
        stage.height * (lead ? 0.4 : subject.metres > 4 && subject.metres < 8 ? 0.32 : 0.22),
        heightOf(plan, subject) * (lead ? 1 : 0.72),
      );
      const wide = (height * aspectOf(subject)) / 2;
      const x = Math.min(
        stage.width - wide - stage.width * 0.03,
        Math.max(wide + stage.width * 0.03, stage.width * (0.5 - side * (lead ? 0.05 : 0.2) * (index % 2 ? -1 : 1) + jitter() * 0.03)),
      );
      return {
        key: subject.id,
        subject,
        height,
        x,
        y: stage.height * (lead ? 0.36 : 0.25) + height * 0.5,
        flip: x > stage.width / 2,
        depth: lead ? 0.7 : 0.3,
      };
    });
}
