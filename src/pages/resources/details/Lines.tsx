/** Short texts, one below the other. */
export const Lines = ({ lines }: { lines: readonly string[] }) =>
  lines.length === 0 ? null : (
    <>
      {lines.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </>
  );
