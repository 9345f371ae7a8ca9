import pc from 'picocolors';
import type { Problem } from '#graphs/document.ts';

type Shown = Pick<Problem, 'severity' | 'message'> & {
  code: string;
  node?: string | undefined;
  port?: string | undefined;
  param?: string | undefined;
};

/** `error  clips.shots  Shots needs a connection …` */
export function problemLine({ severity, code, message, node, port, param }: Shown): string {
  const where = [node, port ?? param].filter(Boolean).join('.');
  const mark = severity === 'error' ? pc.red('error  ') : pc.yellow('warning');
  return `${mark} ${where ? `${pc.bold(where)}  ` : ''}${message} ${pc.dim(code)}`;
}
