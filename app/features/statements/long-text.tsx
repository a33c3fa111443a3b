/** A text as it was written, in the measure of a book; `language` for the voice of a screen reader and for hyphens. */
export function LongText({ text, language }: { text: string; language: string }) {
  return (
    <div
      lang={language === 'other' ? undefined : language}
      className="max-w-prose rounded-card border border-line bg-surface p-4 whitespace-pre-wrap break-words sm:p-6"
    >
      {text}
    </div>
  );
}
