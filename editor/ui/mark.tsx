/** The sign of Filmloom: a thread through a frame. */
export function Mark() {
  return (
    <svg
      width="20"
      height="16"
      viewBox="0 0 22 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <rect x="1" y="1" width="20" height="14" rx="2.5" />
      <path d="M1 10c5 0 5-5 10-5s5 5 10 5" />
    </svg>
  );
}
