/** A code to read, to print and to copy by hand: numbered groups, so that "the third" means the same on paper and on screen. */
export function PrintedCode({ code, label }: { code: string; label: string }) {
  return (
    <div role="group" aria-label={label} className="avoid-break max-w-3xl">
      <ol className="flex flex-wrap gap-x-4 gap-y-3">
        {code.split('-').map((group, at) => (
          // Groups may repeat; their place does not change.
          <li key={`${at} ${group}`} className="grid justify-items-center gap-0.5">
            <span className="font-mono text-lead tracking-widest">{group}</span>
            <span className="text-small text-quiet">{at + 1}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
