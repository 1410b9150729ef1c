/** Short texts, one below the other; a dash where there is none. */
export const Lines = ({ lines }: { lines: readonly string[] }) => (
  <>
    {lines.length === 0 && '–'}
    {lines.map((line) => (
      <div key={line}>{line}</div>
    ))}
  </>
);
