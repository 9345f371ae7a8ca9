import type { Figure } from '../scene.ts';
import { type Pen, points, polygon, smooth } from './canvas.ts';
import { type Colour, mix } from './colour.ts';
import type { FigureInks } from './figure.ts';
import { cap, fill, hairstyles, type Piece } from './hair.ts';

const felt = (inks: FigureInks): Colour => mix(inks.shade, inks.body, 0.35);
const gold: Colour = [1, 0.82, 0.42];

function brim(pen: Pen, inks: FigureInks, reach: number, y: number, thick: number, colour = felt(inks)): void {
  pen.beginPath();
  pen.ellipse(0, y, reach, thick, 0, 0, 7);
  fill(pen, colour);
}

/** Heads with a hat, a helmet or a veil. */
export const hats = {
  cap: (pen, inks) => {
    cap(pen, inks);
    smooth(pen, points('1.0,-0.5 0.85,-1.05 0,-1.38 -0.95,-1.1 -1.2,-0.45 0,-0.5'));
    fill(pen, inks.cloth);
    smooth(pen, points('0.6,-0.62 1.75,-0.5 1.75,-0.34 0.6,-0.38'));
    fill(pen, inks.shade);
  },
  peaked: (pen, inks) => {
    cap(pen, inks);
    smooth(pen, points('1.35,-0.85 1.1,-1.4 -0.2,-1.48 -1.3,-1.1 -1.35,-0.75 0,-0.72'));
    fill(pen, felt(inks));
    pen.beginPath();
    pen.rect(-1.08, -0.86, 2.1, 0.32);
    fill(pen, mix(inks.body, inks.light, 0.15));
    smooth(pen, points('0.65,-0.6 1.55,-0.45 1.5,-0.26 0.65,-0.4'));
    fill(pen, inks.body);
  },
  fedora: (pen, inks) => {
    cap(pen, inks);
    smooth(pen, points('0.95,-0.6 0.85,-1.35 0.2,-1.5 -0.1,-1.38 -0.75,-1.5 -1.0,-0.6'));
    fill(pen, felt(inks));
    pen.beginPath();
    pen.rect(-0.98, -0.86, 1.94, 0.24);
    fill(pen, inks.body);
    smooth(pen, points('1.85,-0.42 0.9,-0.72 -0.9,-0.72 -1.7,-0.5 -0.9,-0.46 0.9,-0.46'));
    fill(pen, felt(inks));
  },
  'top-hat': (pen, inks) => {
    cap(pen, inks);
    polygon(pen, points('0.85,-0.65 1.0,-2.3 -1.0,-2.3 -0.85,-0.65'));
    fill(pen, felt(inks));
    brim(pen, inks, 1.5, -0.66, 0.16);
  },
  crown: (pen, inks) => {
    cap(pen, inks);
    polygon(pen, points('1.0,-0.72 1.2,-1.75 0.55,-1.25 0.05,-1.95 -0.5,-1.25 -1.15,-1.75 -1.0,-0.72'));
    fill(pen, mix(gold, inks.shade, 0.12));
  },
  tiara: (pen, inks, sway) => {
    hairstyles.long(pen, inks, sway);
    polygon(pen, points('0.9,-0.72 0.8,-1.2 0.3,-1.12 0.0,-1.65 -0.35,-1.12 -0.85,-1.15 -0.9,-0.78'));
    fill(pen, mix(gold, inks.light, 0.25));
  },
  helmet: (pen, inks) => {
    smooth(pen, points('1.12,0.1 1.0,-0.8 0.1,-1.35 -0.95,-1.05 -1.2,-0.1 -1.0,0.75 -0.4,0.85 0.2,0.5'));
    fill(pen, mix(inks.cloth, inks.light, 0.25));
    pen.beginPath();
    pen.rect(0.1, -0.28, 1.05, 0.2);
    fill(pen, inks.body);
    smooth(pen, points('0.3,-1.2 -0.2,-2.1 -1.2,-1.9 -1.7,-0.9 -0.8,-1.15'));
    fill(pen, inks.cloth);
  },
  hood: (pen, inks) => {
    smooth(pen, points('0.95,-0.15 0.85,-0.95 0.1,-1.42 -0.85,-1.25 -1.4,-0.4 -1.45,0.9 -0.7,1.5 0.3,1.25 0.2,0.5 0.25,-0.35'));
    fill(pen, mix(inks.shade, inks.cloth, 0.5));
  },
  wizard: (pen, inks) => {
    hairstyles.long(pen, inks, 0);
    smooth(pen, points('0.95,-0.62 0.3,-1.9 -0.5,-3.1 -0.75,-3.0 -0.55,-1.9 -1.0,-0.62'));
    fill(pen, inks.cloth);
    brim(pen, inks, 1.9, -0.62, 0.24, inks.shade);
  },
  straw: (pen, inks) => {
    cap(pen, inks);
    smooth(pen, points('0.9,-0.65 0.7,-1.35 -0.7,-1.35 -0.9,-0.65'));
    fill(pen, mix([0.86, 0.72, 0.42], inks.shade, 0.35));
    brim(pen, inks, 2.05, -0.66, 0.2, mix([0.86, 0.72, 0.42], inks.shade, 0.35));
  },
  toque: (pen, inks) => {
    cap(pen, inks);
    const white = mix(inks.light, inks.shade, 0.12);
    pen.beginPath();
    pen.rect(-0.9, -1.35, 1.75, 0.75);
    fill(pen, mix(white, inks.shade, 0.15));
    smooth(pen, points('1.0,-1.3 1.35,-2.0 0.7,-2.4 0,-2.2 -0.8,-2.42 -1.35,-1.95 -1.0,-1.3'));
    fill(pen, white);
  },
  beanie: (pen, inks) => {
    cap(pen, inks);
    smooth(pen, points('1.05,-0.5 0.85,-1.25 0,-1.55 -0.9,-1.25 -1.2,-0.4 0,-0.5'));
    fill(pen, inks.cloth);
    pen.beginPath();
    pen.arc(-0.05, -1.55, 0.28, 0, 7);
    fill(pen, mix(inks.cloth, inks.light, 0.5));
  },
  turban: (pen, inks) => {
    smooth(pen, points('1.12,-0.5 1.05,-1.2 0.1,-1.62 -1.0,-1.35 -1.3,-0.5 -0.9,-0.1 0.1,-0.48'));
    fill(pen, inks.cloth);
    smooth(pen, points('0.9,-0.55 0.6,-1.3 -0.2,-1.55 0.1,-1.0'));
    fill(pen, inks.shade);
  },
  veil: (pen, inks, sway) => {
    cap(pen, inks);
    smooth(pen, [
      [0.75, -0.8],
      [0.2, -1.3],
      [-0.8, -1.2],
      [-1.5, 0],
      [-1.9 - sway * 8, 2.4],
      [-2.1 - sway * 14, 4.6],
      [-0.9, 4.4],
      [-0.7, 1.4],
      [-0.5, -0.2],
    ]);
    fill(pen, mix(inks.light, inks.cloth, 0.3));
  },
  visor: (pen, inks) => {
    pen.beginPath();
    pen.arc(0, 0, 1.62, 0, 7);
    fill(pen, mix(inks.cloth, inks.light, 0.35));
    pen.beginPath();
    pen.ellipse(0.42, -0.02, 1.0, 0.95, 0, 0, 7);
    fill(pen, mix(inks.body, inks.shade, 0.2));
    pen.beginPath();
    pen.ellipse(0.78, -0.36, 0.34, 0.2, -0.6, 0, 7);
    fill(pen, mix(inks.light, inks.body, 0.15));
  },
  tricorn: (pen, inks) => {
    cap(pen, inks);
    smooth(pen, points('1.9,-0.62 0.9,-1.1 0.3,-1.75 -0.7,-1.5 -1.9,-1.25 -1.1,-0.55 0.2,-0.5'));
    fill(pen, inks.body);
    smooth(pen, points('1.7,-0.66 0.7,-0.86 -0.6,-0.86 -1.7,-1.15 -0.8,-0.74 0.6,-0.7'));
    fill(pen, mix(gold, inks.shade, 0.35));
  },
  cowboy: (pen, inks) => {
    cap(pen, inks);
    smooth(pen, points('0.9,-0.62 0.85,-1.5 0.25,-1.62 0,-1.45 -0.3,-1.65 -0.85,-1.45 -0.95,-0.62'));
    fill(pen, felt(inks));
    smooth(pen, points('2.05,-0.95 1.1,-0.55 -1.1,-0.55 -2.0,-1.0 -1.2,-0.42 1.2,-0.42'));
    fill(pen, felt(inks));
  },
  'hard-hat': (pen, inks) => {
    cap(pen, inks);
    smooth(pen, points('1.15,-0.55 0.9,-1.3 0,-1.55 -0.95,-1.25 -1.15,-0.55'));
    fill(pen, inks.cloth);
    brim(pen, inks, 1.45, -0.55, 0.14, inks.cloth);
  },
  beret: (pen, inks) => {
    cap(pen, inks);
    smooth(pen, points('0.95,-0.75 0.6,-1.3 -0.6,-1.5 -1.65,-1.0 -1.2,-0.6 0,-0.72'));
    fill(pen, inks.cloth);
  },
  feather: (pen, inks, sway) => {
    hairstyles.ponytail(pen, inks, sway);
    pen.beginPath();
    pen.rect(-1.05, -0.72, 2.0, 0.26);
    fill(pen, inks.cloth);
    smooth(pen, points('-0.8,-0.6 -1.2,-1.6 -1.0,-2.4 -0.65,-1.6'));
    fill(pen, mix(inks.cloth, inks.light, 0.5));
  },
} satisfies Partial<Record<Figure['head'], Piece>>;
