/** One line of the doctor's report. `advice`: what to do where it is not well; `needed`: nothing runs without it. */
export type Finding = {
  readonly name: string;
  readonly ok: boolean;
  readonly text: string;
  readonly advice?: string;
  readonly needed?: boolean;
  /** The numbers behind the text, for programs. */
  readonly sizes?: Readonly<Record<string, number>>;
};
