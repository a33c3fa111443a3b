import type { PrintedSheet } from './printed-sheet.server.ts';

/**
 * The sheet as paper: boxes to tick, what was answered already, a line to sign that may stay empty. On paper it is set close,
 * so that all that is asked lies on two or three pages before who answers.
 */
export function PrintedConsents({ sheet, organisation }: { sheet: PrintedSheet; organisation: string }) {
  return (
    <article
      lang={sheet.lang}
      className="mx-auto max-w-3xl rounded-card border border-line bg-surface p-5 sm:p-8 bare print:max-w-none print:border-0 print:p-0 print:text-[9.5pt] print:leading-[1.35]"
    >
      <p className="text-small text-quiet print:text-[8.5pt]">{organisation}</p>
      <h1 className="text-title print:text-[15pt]">{sheet.title}</h1>
      <p className="mt-3 print:mt-1">{sheet.intro}</p>
      <p className="mt-2 font-semibold print:mt-1">{sheet.promise}</p>
      {sheet.groups.map((group) => (
        <section key={group.name} className="mt-6 print:mt-3">
          <h2 className="border-b border-line pb-1 text-section print:pb-0 print:text-[11.5pt]">{group.name}</h2>
          <ul className="divide-y divide-line">
            {group.lines.map((line) => (
              <li
                key={line.purpose}
                className="avoid-break grid gap-x-6 gap-y-1 py-3 sm:grid-cols-[1fr_auto] print:grid-cols-[1fr_auto] print:py-1"
              >
                <div>
                  <h3 className="font-semibold">{line.purpose}</h3>
                  <p>
                    {line.meaning}{' '}
                    <span className="block text-small text-quiet print:inline print:text-[8.5pt]">{line.uses}</span>
                  </p>
                </div>
                <p className="flex flex-wrap items-start gap-x-4 whitespace-nowrap">
                  <Box ticked={line.state === 'given'} text={sheet.answers.given} />
                  <Box ticked={line.state === 'refused'} text={sheet.answers.refused} />
                  <Box ticked={false} text={sheet.answers.later} />
                  {line.on ? <span className="text-small text-quiet">{line.on}</span> : null}
                </p>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <ul className="avoid-break mt-12 grid gap-8 sm:grid-cols-3 print:grid-cols-3">
        {sheet.lines.map((line) => (
          <li key={line} className="border-t border-line-strong pt-1 text-small text-quiet">
            {line}
          </li>
        ))}
      </ul>
      <p className="mt-8 text-small text-quiet">{sheet.foot}</p>
    </article>
  );
}

function Box({ ticked, text }: { ticked: boolean; text: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden="true">{ticked ? '☒' : '☐'}</span>
      {ticked ? <strong>{text}</strong> : text}
    </span>
  );
}
